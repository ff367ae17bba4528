-- CreateEnum
CREATE TYPE "plan" AS ENUM ('FREE', 'PRO', 'TEAM', 'ENTERPRISE');

-- CreateEnum
CREATE TYPE "plan_level" AS ENUM ('warning', 'exceeded', 'blocked');

-- CreateEnum
CREATE TYPE "member_list" AS ENUM ('included', 'excluded');

-- DropForeignKey
ALTER TABLE "flag_environment" DROP CONSTRAINT "flag_environment_organization_id_flag_id_fkey";

-- AlterTable
ALTER TABLE "organization" ADD COLUMN     "plan" "plan" NOT NULL DEFAULT 'ENTERPRISE';

-- AlterTable
ALTER TABLE "environment" ADD COLUMN     "id" UUID NOT NULL DEFAULT gen_random_uuid();
ALTER TABLE "environment" ALTER COLUMN "id" DROP DEFAULT;

-- AlterTable
ALTER TABLE "flag" ADD COLUMN     "created_by" UUID,
ADD COLUMN     "definition" JSONB NOT NULL DEFAULT '{"environments": {}, "auto_disable_after_end": false, "realtime_enabled": true}',
ADD COLUMN     "scheduled_end_at" TIMESTAMPTZ(3),
ADD COLUMN     "scheduled_start_at" TIMESTAMPTZ(3),
ADD COLUMN     "tags" TEXT[] DEFAULT ARRAY[]::TEXT[];

-- AlterTable
ALTER TABLE "api_key" ADD COLUMN     "created_by" UUID;

ALTER TABLE "flag" ALTER COLUMN "definition" DROP DEFAULT;

-- Switches move into the definitions.
UPDATE "flag" SET "definition" = jsonb_set("definition", '{environments}', "switches"."environments")
FROM (
    SELECT "organization_id", "flag_id", jsonb_object_agg("name", jsonb_build_object('enabled', "enabled")) AS "environments"
    FROM "flag_environment" GROUP BY "organization_id", "flag_id"
) AS "switches"
WHERE "flag"."organization_id" = "switches"."organization_id" AND "flag"."id" = "switches"."flag_id";

-- DropTable
DROP TABLE "flag_environment";

-- CreateTable
CREATE TABLE "plan_state" (
    "organization_id" UUID NOT NULL,
    "month" CHAR(7) NOT NULL,
    "evaluations" BIGINT NOT NULL,
    "level" "plan_level",

    CONSTRAINT "plan_state_pkey" PRIMARY KEY ("organization_id","month")
);

-- CreateTable
CREATE TABLE "flag_version" (
    "organization_id" UUID NOT NULL,
    "flag_id" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "action" TEXT NOT NULL,
    "document" JSON NOT NULL,
    "reason" TEXT,
    "created_by" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "flag_version_pkey" PRIMARY KEY ("organization_id","flag_id","version")
);

-- CreateTable
CREATE TABLE "flag_prerequisite" (
    "organization_id" UUID NOT NULL,
    "flag_id" UUID NOT NULL,
    "environment" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "prerequisite_id" UUID NOT NULL,
    "variation" TEXT,

    CONSTRAINT "flag_prerequisite_pkey" PRIMARY KEY ("organization_id","flag_id","environment","position")
);

-- CreateTable
CREATE TABLE "flag_segment" (
    "organization_id" UUID NOT NULL,
    "flag_id" UUID NOT NULL,
    "segment_id" UUID NOT NULL,

    CONSTRAINT "flag_segment_pkey" PRIMARY KEY ("organization_id","flag_id","segment_id")
);

-- CreateTable
CREATE TABLE "segment" (
    "organization_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "description" TEXT,
    "rules" JSONB,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_by" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "segment_pkey" PRIMARY KEY ("organization_id","id")
);

-- CreateTable
CREATE TABLE "segment_member" (
    "organization_id" UUID NOT NULL,
    "segment_id" UUID NOT NULL,
    "list" "member_list" NOT NULL,
    "identifier" TEXT NOT NULL,

    CONSTRAINT "segment_member_pkey" PRIMARY KEY ("organization_id","segment_id","list","identifier")
);

-- CreateTable
CREATE TABLE "segment_nesting" (
    "organization_id" UUID NOT NULL,
    "segment_id" UUID NOT NULL,
    "used_id" UUID NOT NULL,

    CONSTRAINT "segment_nesting_pkey" PRIMARY KEY ("organization_id","segment_id","used_id")
);

-- CreateTable
CREATE TABLE "change_head" (
    "organization_id" UUID NOT NULL,
    "seq" BIGINT NOT NULL,
    "audit_seq" BIGINT NOT NULL,
    "audit_hash" BYTEA NOT NULL,

    CONSTRAINT "change_head_pkey" PRIMARY KEY ("organization_id")
);

-- CreateTable
CREATE TABLE "change" (
    "organization_id" UUID NOT NULL,
    "seq" BIGINT NOT NULL,
    "kind" TEXT NOT NULL,
    "entity_id" UUID NOT NULL,
    "action" TEXT NOT NULL,
    "document" JSON,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "change_pkey" PRIMARY KEY ("organization_id","seq")
);

-- CreateTable
CREATE TABLE "pending_derivation" (
    "organization_id" UUID NOT NULL,
    "entity_id" UUID NOT NULL,

    CONSTRAINT "pending_derivation_pkey" PRIMARY KEY ("organization_id","entity_id")
);

-- CreateTable
CREATE TABLE "audit_entry" (
    "organization_id" UUID NOT NULL,
    "seq" BIGINT NOT NULL,
    "id" UUID NOT NULL,
    "entity_type" TEXT NOT NULL,
    "entity_id" UUID NOT NULL,
    "action" TEXT NOT NULL,
    "flag_key" TEXT,
    "canonical" TEXT NOT NULL,
    "hash" BYTEA NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "audit_entry_pkey" PRIMARY KEY ("organization_id","seq")
);

-- CreateTable
CREATE TABLE "audit_person" (
    "organization_id" UUID NOT NULL,
    "seq" BIGINT NOT NULL,
    "salt" BYTEA NOT NULL,
    "user_id" UUID,
    "user_email" TEXT,
    "ip_address" TEXT,
    "user_agent" TEXT,

    CONSTRAINT "audit_person_pkey" PRIMARY KEY ("organization_id","seq")
);

-- CreateTable
CREATE TABLE "audit_checkpoint" (
    "organization_id" UUID NOT NULL,
    "seq" BIGINT NOT NULL,
    "hash" BYTEA NOT NULL,
    "key_id" TEXT NOT NULL,
    "signature" BYTEA NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "audit_checkpoint_pkey" PRIMARY KEY ("organization_id","seq")
);

-- CreateIndex
CREATE INDEX "flag_prerequisite_organization_id_prerequisite_id_idx" ON "flag_prerequisite"("organization_id", "prerequisite_id");

-- CreateIndex
CREATE INDEX "flag_segment_organization_id_segment_id_idx" ON "flag_segment"("organization_id", "segment_id");

-- CreateIndex
CREATE UNIQUE INDEX "segment_organization_id_key_key" ON "segment"("organization_id", "key");

-- CreateIndex
CREATE INDEX "segment_nesting_organization_id_used_id_idx" ON "segment_nesting"("organization_id", "used_id");

-- CreateIndex
CREATE INDEX "audit_entry_organization_id_entity_id_seq_idx" ON "audit_entry"("organization_id", "entity_id", "seq");

-- CreateIndex
CREATE INDEX "audit_person_organization_id_user_id_seq_idx" ON "audit_person"("organization_id", "user_id", "seq");

-- CreateIndex
CREATE UNIQUE INDEX "environment_organization_id_id_key" ON "environment"("organization_id", "id");

-- AddForeignKey
ALTER TABLE "plan_state" ADD CONSTRAINT "plan_state_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organization"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "flag_version" ADD CONSTRAINT "flag_version_organization_id_flag_id_fkey" FOREIGN KEY ("organization_id", "flag_id") REFERENCES "flag"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "flag_prerequisite" ADD CONSTRAINT "flag_prerequisite_organization_id_flag_id_fkey" FOREIGN KEY ("organization_id", "flag_id") REFERENCES "flag"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "flag_prerequisite" ADD CONSTRAINT "flag_prerequisite_organization_id_prerequisite_id_fkey" FOREIGN KEY ("organization_id", "prerequisite_id") REFERENCES "flag"("organization_id", "id") ON DELETE NO ACTION ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "flag_segment" ADD CONSTRAINT "flag_segment_organization_id_flag_id_fkey" FOREIGN KEY ("organization_id", "flag_id") REFERENCES "flag"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "flag_segment" ADD CONSTRAINT "flag_segment_organization_id_segment_id_fkey" FOREIGN KEY ("organization_id", "segment_id") REFERENCES "segment"("organization_id", "id") ON DELETE NO ACTION ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "segment" ADD CONSTRAINT "segment_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organization"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "segment_member" ADD CONSTRAINT "segment_member_organization_id_segment_id_fkey" FOREIGN KEY ("organization_id", "segment_id") REFERENCES "segment"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "segment_nesting" ADD CONSTRAINT "segment_nesting_organization_id_segment_id_fkey" FOREIGN KEY ("organization_id", "segment_id") REFERENCES "segment"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "segment_nesting" ADD CONSTRAINT "segment_nesting_organization_id_used_id_fkey" FOREIGN KEY ("organization_id", "used_id") REFERENCES "segment"("organization_id", "id") ON DELETE NO ACTION ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "change_head" ADD CONSTRAINT "change_head_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organization"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "change" ADD CONSTRAINT "change_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "change_head"("organization_id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "pending_derivation" ADD CONSTRAINT "pending_derivation_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "change_head"("organization_id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "audit_entry" ADD CONSTRAINT "audit_entry_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "change_head"("organization_id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "audit_person" ADD CONSTRAINT "audit_person_organization_id_seq_fkey" FOREIGN KEY ("organization_id", "seq") REFERENCES "audit_entry"("organization_id", "seq") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "audit_checkpoint" ADD CONSTRAINT "audit_checkpoint_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "change_head"("organization_id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Every organization has a log from its first day.
INSERT INTO "change_head" ("organization_id", "seq", "audit_seq", "audit_hash")
SELECT "id", 0, 0, '' FROM "organization";
