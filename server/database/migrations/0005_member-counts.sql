ALTER TABLE "communities" ADD COLUMN "member_count" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
CREATE INDEX "communities_public_members" ON "communities" USING btree ("member_count","id") WHERE "communities"."visibility" = 'public';--> statement-breakpoint
UPDATE "communities" SET "member_count" = (SELECT count(*) FROM "members" WHERE "members"."community_id" = "communities"."id");--> statement-breakpoint
CREATE FUNCTION count_members() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE communities SET member_count = member_count + change.difference
  FROM (SELECT community_id, count(*) * CASE TG_OP WHEN 'INSERT' THEN 1 ELSE -1 END AS difference FROM changed GROUP BY community_id) AS change
  WHERE communities.id = change.community_id;
  RETURN NULL;
END
$$;--> statement-breakpoint
CREATE TRIGGER members_joined_count AFTER INSERT ON "members" REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION count_members();--> statement-breakpoint
CREATE TRIGGER members_left_count AFTER DELETE ON "members" REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION count_members();
