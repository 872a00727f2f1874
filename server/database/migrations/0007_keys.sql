CREATE TABLE "channel_generations" (
	"channel_id" uuid NOT NULL,
	"generation" bigint NOT NULL,
	"header" jsonb NOT NULL,
	"hash" text NOT NULL,
	"roster" jsonb NOT NULL,
	"maker_id" uuid,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "channel_generations_channel_id_generation_pk" PRIMARY KEY("channel_id","generation")
);
--> statement-breakpoint
CREATE TABLE "channel_key_boxes" (
	"channel_id" uuid NOT NULL,
	"generation" bigint NOT NULL,
	"device_id" uuid NOT NULL,
	"sealed" "bytea" NOT NULL,
	CONSTRAINT "channel_key_boxes_device_id_channel_id_generation_pk" PRIMARY KEY("device_id","channel_id","generation")
);
--> statement-breakpoint
CREATE TABLE "channel_key_waiting" (
	"channel_id" uuid NOT NULL,
	"generation" bigint NOT NULL,
	"device_id" uuid NOT NULL,
	"since" timestamp (3) with time zone NOT NULL,
	"given_to" uuid,
	"given_at" timestamp (3) with time zone,
	CONSTRAINT "channel_key_waiting_device_id_channel_id_generation_pk" PRIMARY KEY("device_id","channel_id","generation")
);
--> statement-breakpoint
CREATE TABLE "device_approvals" (
	"id" uuid PRIMARY KEY NOT NULL,
	"user_id" uuid NOT NULL,
	"session_id" uuid NOT NULL,
	"device_id" uuid NOT NULL,
	"offer" jsonb NOT NULL,
	"answer" jsonb,
	"reveal" jsonb,
	"outcome" text,
	"expires_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "key_archives" (
	"user_id" uuid PRIMARY KEY NOT NULL,
	"sequence" bigint NOT NULL,
	"device_id" uuid NOT NULL,
	"author_id" uuid NOT NULL,
	"sealed" "bytea",
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "key_devices" (
	"id" uuid PRIMARY KEY NOT NULL,
	"user_id" uuid NOT NULL,
	"epoch" integer NOT NULL,
	"kind" text NOT NULL,
	"name" text DEFAULT '' NOT NULL,
	"signature_key" text NOT NULL,
	"box_key_hash" "bytea" NOT NULL,
	"session_id" uuid,
	"admitted_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"last_seen_at" timestamp (3) with time zone,
	"revoked_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "key_identities" (
	"user_id" uuid NOT NULL,
	"epoch" integer NOT NULL,
	"identity_key" text NOT NULL,
	"head_sequence" bigint NOT NULL,
	"head_hash" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "key_identities_user_id_epoch_pk" PRIMARY KEY("user_id","epoch")
);
--> statement-breakpoint
CREATE TABLE "key_log_entries" (
	"user_id" uuid NOT NULL,
	"epoch" integer NOT NULL,
	"sequence" bigint NOT NULL,
	"entry" jsonb NOT NULL,
	"hash" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "key_log_entries_user_id_epoch_sequence_pk" PRIMARY KEY("user_id","epoch","sequence")
);
--> statement-breakpoint
CREATE TABLE "recovery_backups" (
	"user_id" uuid NOT NULL,
	"device_id" uuid NOT NULL,
	"sealed" "bytea" NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "recovery_backups_user_id_device_id_pk" PRIMARY KEY("user_id","device_id")
);
--> statement-breakpoint
ALTER TABLE "channel_generations" ADD CONSTRAINT "channel_generations_channel_id_channels_id_fk" FOREIGN KEY ("channel_id") REFERENCES "public"."channels"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "channel_generations" ADD CONSTRAINT "channel_generations_maker_id_users_id_fk" FOREIGN KEY ("maker_id") REFERENCES "public"."users"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "channel_key_boxes" ADD CONSTRAINT "channel_key_boxes_device_id_key_devices_id_fk" FOREIGN KEY ("device_id") REFERENCES "public"."key_devices"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "channel_key_boxes" ADD CONSTRAINT "channel_key_boxes_of_generation" FOREIGN KEY ("channel_id","generation") REFERENCES "public"."channel_generations"("channel_id","generation") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "channel_key_waiting" ADD CONSTRAINT "channel_key_waiting_device_id_key_devices_id_fk" FOREIGN KEY ("device_id") REFERENCES "public"."key_devices"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "channel_key_waiting" ADD CONSTRAINT "channel_key_waiting_of_generation" FOREIGN KEY ("channel_id","generation") REFERENCES "public"."channel_generations"("channel_id","generation") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "device_approvals" ADD CONSTRAINT "device_approvals_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "device_approvals" ADD CONSTRAINT "device_approvals_session_id_sessions_id_fk" FOREIGN KEY ("session_id") REFERENCES "public"."sessions"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "key_archives" ADD CONSTRAINT "key_archives_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "key_devices" ADD CONSTRAINT "key_devices_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "key_devices" ADD CONSTRAINT "key_devices_session_id_sessions_id_fk" FOREIGN KEY ("session_id") REFERENCES "public"."sessions"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "key_identities" ADD CONSTRAINT "key_identities_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "key_log_entries" ADD CONSTRAINT "key_log_entries_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "recovery_backups" ADD CONSTRAINT "recovery_backups_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "channel_generations_maker_id" ON "channel_generations" USING btree ("maker_id");--> statement-breakpoint
CREATE INDEX "channel_key_boxes_generation" ON "channel_key_boxes" USING btree ("channel_id","generation");--> statement-breakpoint
CREATE INDEX "channel_key_waiting_generation" ON "channel_key_waiting" USING btree ("channel_id","generation");--> statement-breakpoint
CREATE INDEX "channel_key_waiting_since" ON "channel_key_waiting" USING btree ("channel_id","since");--> statement-breakpoint
CREATE INDEX "device_approvals_user_id" ON "device_approvals" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "device_approvals_session_id" ON "device_approvals" USING btree ("session_id");--> statement-breakpoint
CREATE INDEX "device_approvals_expires_at" ON "device_approvals" USING btree ("expires_at");--> statement-breakpoint
CREATE INDEX "key_devices_user_id" ON "key_devices" USING btree ("user_id","epoch");--> statement-breakpoint
CREATE INDEX "key_devices_session_id" ON "key_devices" USING btree ("session_id");--> statement-breakpoint
CREATE UNIQUE INDEX "key_devices_signature_key" ON "key_devices" USING btree ("user_id","epoch","signature_key");--> statement-breakpoint
CREATE UNIQUE INDEX "key_devices_box_key" ON "key_devices" USING btree ("user_id","epoch","box_key_hash");--> statement-breakpoint
CREATE UNIQUE INDEX "key_identities_key" ON "key_identities" USING btree ("user_id","identity_key");