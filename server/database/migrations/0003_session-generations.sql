DROP INDEX "refresh_tokens_parent_hash";--> statement-breakpoint
ALTER TABLE "refresh_tokens" ADD COLUMN "generation" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "sessions" ADD COLUMN "client_hash" "bytea";--> statement-breakpoint
ALTER TABLE "sessions" ADD COLUMN "generation" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "sessions" ADD COLUMN "rotated_at" timestamp (3) with time zone DEFAULT now() NOT NULL;--> statement-breakpoint
CREATE INDEX "sessions_revoked_at" ON "sessions" USING btree ("revoked_at");--> statement-breakpoint
ALTER TABLE "refresh_tokens" DROP COLUMN "parent_hash";--> statement-breakpoint
ALTER TABLE "refresh_tokens" DROP COLUMN "used_at";