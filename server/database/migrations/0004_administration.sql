CREATE TABLE "set_up_links" (
	"id" integer PRIMARY KEY NOT NULL,
	"secret_hash" "bytea" NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "set_up_links_one_row" CHECK ("set_up_links"."id" = 1)
);
--> statement-breakpoint
ALTER TABLE "users" ADD COLUMN "last_seen_at" timestamp (3) with time zone;--> statement-breakpoint
CREATE INDEX "audit_entries_at" ON "audit_entries" USING btree ("at");--> statement-breakpoint
CREATE INDEX "audit_entries_action" ON "audit_entries" USING btree ("action","position");--> statement-breakpoint
CREATE UNIQUE INDEX "users_user_name_skeleton" ON "users" USING btree (lower(replace(translate("user_name", 'I10', 'llO'), 'm', 'rn')));--> statement-breakpoint
CREATE INDEX "users_user_name_prefix" ON "users" USING btree (lower("user_name") text_pattern_ops);--> statement-breakpoint
CREATE INDEX "users_display_name_prefix" ON "users" USING btree (lower("display_name") text_pattern_ops);--> statement-breakpoint
CREATE INDEX "users_email_prefix" ON "users" USING btree ("email" text_pattern_ops);--> statement-breakpoint
CREATE INDEX "users_server_role" ON "users" USING btree ("server_role","id") WHERE "users"."server_role" <> 'user';--> statement-breakpoint
CREATE INDEX "users_status" ON "users" USING btree ("status","id") WHERE "users"."status" <> 'active';