-- CreateEnum
CREATE TYPE "flag_status" AS ENUM ('active', 'archived');

-- CreateEnum
CREATE TYPE "flag_value_type" AS ENUM ('boolean', 'string', 'number', 'json');

-- CreateEnum
CREATE TYPE "api_key_kind" AS ENUM ('sdk', 'server');

-- CreateTable
CREATE TABLE "organization" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "organization_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "application" (
    "organization_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "application_pkey" PRIMARY KEY ("organization_id","id")
);

-- CreateTable
CREATE TABLE "environment" (
    "organization_id" UUID NOT NULL,
    "application_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "protected" BOOLEAN NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "environment_pkey" PRIMARY KEY ("organization_id","application_id","name")
);

-- CreateTable
CREATE TABLE "flag" (
    "organization_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "application_id" UUID,
    "key" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "description" TEXT,
    "status" "flag_status" NOT NULL DEFAULT 'active',
    "value_type" "flag_value_type" NOT NULL DEFAULT 'boolean',
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "flag_pkey" PRIMARY KEY ("organization_id","id")
);

-- CreateTable
CREATE TABLE "flag_environment" (
    "organization_id" UUID NOT NULL,
    "flag_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "enabled" BOOLEAN NOT NULL,

    CONSTRAINT "flag_environment_pkey" PRIMARY KEY ("organization_id","flag_id","name")
);

-- CreateTable
CREATE TABLE "api_key" (
    "organization_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "application_id" UUID NOT NULL,
    "environment_name" TEXT,
    "kind" "api_key_kind" NOT NULL,
    "name" TEXT NOT NULL,
    "prefix" TEXT NOT NULL,
    "hash" BYTEA NOT NULL,
    "trusted" BOOLEAN NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3),
    "revoked_at" TIMESTAMPTZ(3),
    "last_used_at" TIMESTAMPTZ(3),

    CONSTRAINT "api_key_pkey" PRIMARY KEY ("organization_id","id")
);

-- CreateIndex
CREATE UNIQUE INDEX "application_organization_id_name_key" ON "application"("organization_id", "name");

-- CreateIndex
-- Two enterprise flags (no application) must not share a key either.
CREATE UNIQUE INDEX "flag_organization_id_application_id_key_key" ON "flag"("organization_id", "application_id", "key") NULLS NOT DISTINCT;

-- CreateIndex
CREATE INDEX "api_key_hash_idx" ON "api_key"("hash");

-- AddForeignKey
ALTER TABLE "application" ADD CONSTRAINT "application_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organization"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "environment" ADD CONSTRAINT "environment_organization_id_application_id_fkey" FOREIGN KEY ("organization_id", "application_id") REFERENCES "application"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "flag" ADD CONSTRAINT "flag_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organization"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "flag" ADD CONSTRAINT "flag_organization_id_application_id_fkey" FOREIGN KEY ("organization_id", "application_id") REFERENCES "application"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "flag_environment" ADD CONSTRAINT "flag_environment_organization_id_flag_id_fkey" FOREIGN KEY ("organization_id", "flag_id") REFERENCES "flag"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "api_key" ADD CONSTRAINT "api_key_organization_id_application_id_fkey" FOREIGN KEY ("organization_id", "application_id") REFERENCES "application"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "api_key" ADD CONSTRAINT "api_key_organization_id_application_id_environment_name_fkey" FOREIGN KEY ("organization_id", "application_id", "environment_name") REFERENCES "environment"("organization_id", "application_id", "name") ON DELETE NO ACTION ON UPDATE CASCADE;

