CREATE TABLE "audio_objects" (
	"id" uuid PRIMARY KEY NOT NULL,
	"owner_id" uuid,
	"community_id" uuid,
	"channel_id" uuid NOT NULL,
	"state" text NOT NULL,
	"size_bytes" bigint DEFAULT 0 NOT NULL,
	"declared_bytes" bigint,
	"reserved_bytes" bigint NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"touched_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "message_drafts" (
	"user_id" uuid NOT NULL,
	"channel_id" uuid NOT NULL,
	"body" jsonb NOT NULL,
	"reply_to_id" uuid,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "message_drafts_user_id_channel_id_pk" PRIMARY KEY("user_id","channel_id")
);
--> statement-breakpoint
CREATE TABLE "message_listenings" (
	"message_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"position_ms" integer NOT NULL,
	"finished_at" timestamp (3) with time zone,
	"is_shared" boolean NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "message_listenings_message_id_user_id_pk" PRIMARY KEY("message_id","user_id")
);
--> statement-breakpoint
CREATE TABLE "message_reactions" (
	"id" uuid PRIMARY KEY NOT NULL,
	"message_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"body" jsonb NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "messages" (
	"id" uuid PRIMARY KEY NOT NULL,
	"channel_id" uuid NOT NULL,
	"position" bigint NOT NULL,
	"author_id" uuid,
	"kind" text NOT NULL,
	"body" jsonb,
	"audio_object_id" uuid,
	"duration_ms" integer,
	"reply_to_id" uuid,
	"mentioned_ids" uuid[] DEFAULT '{}' NOT NULL,
	"mentions_everyone" boolean DEFAULT false NOT NULL,
	"is_forwarded" boolean DEFAULT false NOT NULL,
	"pinned_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"edited_at" timestamp (3) with time zone,
	"deleted_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "read_marks" (
	"user_id" uuid NOT NULL,
	"channel_id" uuid NOT NULL,
	"read_position" bigint NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "read_marks_user_id_channel_id_pk" PRIMARY KEY("user_id","channel_id")
);
--> statement-breakpoint
CREATE TABLE "upload_segments" (
	"object_id" uuid NOT NULL,
	"start_byte" bigint NOT NULL,
	"size_bytes" integer NOT NULL,
	"name" uuid NOT NULL,
	CONSTRAINT "upload_segments_object_id_start_byte_pk" PRIMARY KEY("object_id","start_byte")
);
--> statement-breakpoint
ALTER TABLE "channels" ADD COLUMN "longest_message_seconds" integer DEFAULT 900 NOT NULL;--> statement-breakpoint
ALTER TABLE "channels" ADD COLUMN "retention_days" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "channels" ADD COLUMN "last_position" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "audio_objects" ADD CONSTRAINT "audio_objects_owner_id_users_id_fk" FOREIGN KEY ("owner_id") REFERENCES "public"."users"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "audio_objects" ADD CONSTRAINT "audio_objects_community_id_communities_id_fk" FOREIGN KEY ("community_id") REFERENCES "public"."communities"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "message_drafts" ADD CONSTRAINT "message_drafts_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "message_drafts" ADD CONSTRAINT "message_drafts_channel_id_channels_id_fk" FOREIGN KEY ("channel_id") REFERENCES "public"."channels"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "message_listenings" ADD CONSTRAINT "message_listenings_message_id_messages_id_fk" FOREIGN KEY ("message_id") REFERENCES "public"."messages"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "message_listenings" ADD CONSTRAINT "message_listenings_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "message_reactions" ADD CONSTRAINT "message_reactions_message_id_messages_id_fk" FOREIGN KEY ("message_id") REFERENCES "public"."messages"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "message_reactions" ADD CONSTRAINT "message_reactions_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "messages" ADD CONSTRAINT "messages_channel_id_channels_id_fk" FOREIGN KEY ("channel_id") REFERENCES "public"."channels"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "messages" ADD CONSTRAINT "messages_author_id_users_id_fk" FOREIGN KEY ("author_id") REFERENCES "public"."users"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "messages" ADD CONSTRAINT "messages_audio_object_id_audio_objects_id_fk" FOREIGN KEY ("audio_object_id") REFERENCES "public"."audio_objects"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "read_marks" ADD CONSTRAINT "read_marks_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "read_marks" ADD CONSTRAINT "read_marks_channel_id_channels_id_fk" FOREIGN KEY ("channel_id") REFERENCES "public"."channels"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "upload_segments" ADD CONSTRAINT "upload_segments_object_id_audio_objects_id_fk" FOREIGN KEY ("object_id") REFERENCES "public"."audio_objects"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "audio_objects_owner_id" ON "audio_objects" USING btree ("owner_id");--> statement-breakpoint
CREATE INDEX "audio_objects_community_id" ON "audio_objects" USING btree ("community_id");--> statement-breakpoint
CREATE INDEX "audio_objects_touched_at" ON "audio_objects" USING btree ("touched_at","id");--> statement-breakpoint
CREATE INDEX "message_drafts_channel_id" ON "message_drafts" USING btree ("channel_id");--> statement-breakpoint
CREATE INDEX "message_listenings_user_id" ON "message_listenings" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "message_reactions_page" ON "message_reactions" USING btree ("message_id","created_at","id");--> statement-breakpoint
CREATE INDEX "message_reactions_user_id" ON "message_reactions" USING btree ("user_id");--> statement-breakpoint
CREATE UNIQUE INDEX "message_reactions_open" ON "message_reactions" USING btree ("message_id","user_id",(body -> 'content')) WHERE body ->> 'kind' = 'open';--> statement-breakpoint
CREATE UNIQUE INDEX "messages_page" ON "messages" USING btree ("channel_id","position");--> statement-breakpoint
CREATE INDEX "messages_time" ON "messages" USING btree ("channel_id","created_at");--> statement-breakpoint
CREATE INDEX "messages_voice" ON "messages" USING btree ("channel_id","position") WHERE "messages"."kind" = 'voice' and "messages"."deleted_at" is null;--> statement-breakpoint
CREATE INDEX "messages_pinned" ON "messages" USING btree ("channel_id","pinned_at") WHERE "messages"."pinned_at" is not null;--> statement-breakpoint
CREATE INDEX "messages_audio_object_id" ON "messages" USING btree ("audio_object_id") WHERE "messages"."audio_object_id" is not null;--> statement-breakpoint
CREATE INDEX "messages_author_id" ON "messages" USING btree ("author_id");--> statement-breakpoint
CREATE INDEX "read_marks_channel_id" ON "read_marks" USING btree ("channel_id");--> statement-breakpoint
-- Who could speak may leave messages, and who sends people away may tidy up among messages.
UPDATE "roles" SET "permissions" = array_append("permissions", 'post_messages') WHERE 'speak' = ANY("permissions") AND NOT 'post_messages' = ANY("permissions");--> statement-breakpoint
UPDATE "roles" SET "permissions" = array_append("permissions", 'manage_messages') WHERE 'kick_members' = ANY("permissions") AND NOT 'manage_messages' = ANY("permissions");
