-- AlterTable
ALTER TABLE "segment" ADD COLUMN "included_count" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN "excluded_count" INTEGER NOT NULL DEFAULT 0;

-- Of the segments there are.
UPDATE "segment" SET
  "included_count" = "counted"."included",
  "excluded_count" = "counted"."excluded"
FROM (
  SELECT "organization_id", "segment_id",
    count(*) FILTER (WHERE "list" = 'included') AS "included",
    count(*) FILTER (WHERE "list" = 'excluded') AS "excluded"
  FROM "segment_member" GROUP BY 1, 2
) AS "counted"
WHERE "segment"."organization_id" = "counted"."organization_id"
  AND "segment"."id" = "counted"."segment_id";
