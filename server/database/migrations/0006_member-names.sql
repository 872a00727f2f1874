ALTER TABLE "members" ADD COLUMN "shown_name" text DEFAULT '' NOT NULL;--> statement-breakpoint
CREATE INDEX "members_shown_name" ON "members" USING btree ("community_id","shown_name" collate "C","user_id");--> statement-breakpoint
CREATE FUNCTION show_member_name() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.shown_name := lower(coalesce(NEW.nickname, (SELECT display_name FROM users WHERE id = NEW.user_id)));
  RETURN NEW;
END
$$;--> statement-breakpoint
CREATE TRIGGER members_shown_name BEFORE INSERT OR UPDATE OF nickname ON "members" FOR EACH ROW EXECUTE FUNCTION show_member_name();--> statement-breakpoint
CREATE FUNCTION show_member_names() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE members SET shown_name = lower(NEW.display_name) WHERE user_id = NEW.id AND nickname IS NULL;
  RETURN NULL;
END
$$;--> statement-breakpoint
CREATE TRIGGER users_shown_name AFTER UPDATE OF display_name ON "users" FOR EACH ROW WHEN (OLD.display_name IS DISTINCT FROM NEW.display_name) EXECUTE FUNCTION show_member_names();--> statement-breakpoint
UPDATE members SET shown_name = lower(coalesce(nickname, display_name)) FROM users WHERE users.id = members.user_id;
