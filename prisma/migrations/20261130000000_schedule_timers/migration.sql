-- AlterTable
ALTER TABLE "flag" ADD COLUMN     "boundary_at" TIMESTAMPTZ(3),
ADD COLUMN     "disable_at" TIMESTAMPTZ(3);

-- What is still to come; and flags whose end has passed already were promised to be turned off.
UPDATE "flag" SET
    "boundary_at" = least(
        CASE WHEN "scheduled_start_at" > now() THEN "scheduled_start_at" END,
        CASE WHEN "scheduled_end_at" > now() THEN "scheduled_end_at" END
    ),
    "disable_at" = CASE WHEN "definition"->'auto_disable_after_end' = 'true' THEN "scheduled_end_at" END
WHERE "scheduled_start_at" IS NOT NULL OR "scheduled_end_at" IS NOT NULL;

-- CreateIndex
CREATE INDEX "flag_boundary_at_idx" ON "flag"("boundary_at");

-- CreateIndex
CREATE INDEX "flag_disable_at_idx" ON "flag"("disable_at");

-- CreateIndex
CREATE INDEX "one_time_link_expires_at_idx" ON "one_time_link"("expires_at");
