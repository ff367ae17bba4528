-- CreateEnum
CREATE TYPE "reporter" AS ENUM ('server', 'trusted', 'public');

-- CreateTable
CREATE TABLE "ingested_batch" (
    "id" UUID NOT NULL,
    "ingested_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "ingested_batch_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "ingested_batch_ingested_at_idx" ON "ingested_batch"("ingested_at");

-- CreateTable
CREATE TABLE "event_generation" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "generation" DATE NOT NULL,

    CONSTRAINT "event_generation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "event_id" (
    "organization_id" UUID NOT NULL,
    "digest" UUID NOT NULL,
    "generation" DATE NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "event_id_pkey" PRIMARY KEY ("organization_id","digest","generation")
) PARTITION BY RANGE ("generation");

-- What no partition is for
CREATE TABLE "event_id_default" PARTITION OF "event_id" DEFAULT;

-- CreateTable
CREATE TABLE "flag_count" (
    "organization_id" UUID NOT NULL,
    "flag_id" UUID NOT NULL,
    "hour" TIMESTAMPTZ(0) NOT NULL,
    "environment" TEXT NOT NULL,
    "application_id" UUID NOT NULL,
    "variation" TEXT NOT NULL,
    "result" BOOLEAN NOT NULL,
    "reporter" "reporter" NOT NULL,
    "count" BIGINT NOT NULL,
    "identified" BIGINT NOT NULL,

    CONSTRAINT "flag_count_pkey" PRIMARY KEY ("organization_id","flag_id","hour","environment","application_id","variation","result","reporter")
) PARTITION BY RANGE ("hour");

-- What no partition is for
CREATE TABLE "flag_count_default" PARTITION OF "flag_count" DEFAULT;

-- CreateTable
CREATE TABLE "place_count" (
    "organization_id" UUID NOT NULL,
    "flag_id" UUID NOT NULL,
    "hour" TIMESTAMPTZ(0) NOT NULL,
    "environment" TEXT NOT NULL,
    "application_id" UUID NOT NULL,
    "country" TEXT NOT NULL,
    "city" TEXT NOT NULL,
    "reporter" "reporter" NOT NULL,
    "count" BIGINT NOT NULL,

    CONSTRAINT "place_count_pkey" PRIMARY KEY ("organization_id","flag_id","hour","environment","application_id","country","city","reporter")
) PARTITION BY RANGE ("hour");

-- What no partition is for
CREATE TABLE "place_count_default" PARTITION OF "place_count" DEFAULT;

-- CreateTable
CREATE TABLE "language_count" (
    "organization_id" UUID NOT NULL,
    "flag_id" UUID NOT NULL,
    "hour" TIMESTAMPTZ(0) NOT NULL,
    "environment" TEXT NOT NULL,
    "application_id" UUID NOT NULL,
    "language" TEXT NOT NULL,
    "reporter" "reporter" NOT NULL,
    "count" BIGINT NOT NULL,

    CONSTRAINT "language_count_pkey" PRIMARY KEY ("organization_id","flag_id","hour","environment","application_id","language","reporter")
) PARTITION BY RANGE ("hour");

-- What no partition is for
CREATE TABLE "language_count_default" PARTITION OF "language_count" DEFAULT;

-- CreateTable
CREATE TABLE "error_count" (
    "organization_id" UUID NOT NULL,
    "flag_id" UUID NOT NULL,
    "hour" TIMESTAMPTZ(0) NOT NULL,
    "environment" TEXT NOT NULL,
    "application_id" UUID NOT NULL,
    "fingerprint" TEXT NOT NULL,
    "flag_state" TEXT NOT NULL,
    "reporter" "reporter" NOT NULL,
    "count" BIGINT NOT NULL,

    CONSTRAINT "error_count_pkey" PRIMARY KEY ("organization_id","flag_id","hour","environment","application_id","fingerprint","flag_state","reporter")
) PARTITION BY RANGE ("hour");

-- What no partition is for
CREATE TABLE "error_count_default" PARTITION OF "error_count" DEFAULT;

-- CreateTable
CREATE TABLE "error_group" (
    "organization_id" UUID NOT NULL,
    "flag_id" UUID NOT NULL,
    "fingerprint" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "message" TEXT NOT NULL,
    "first_seen_at" TIMESTAMPTZ(3) NOT NULL,
    "last_seen_at" TIMESTAMPTZ(3) NOT NULL,
    "recorded_on" DATE NOT NULL,
    "recorded" BIGINT NOT NULL,

    CONSTRAINT "error_group_pkey" PRIMARY KEY ("organization_id","flag_id","fingerprint")
);

-- CreateIndex
CREATE INDEX "error_group_last_seen_at_idx" ON "error_group"("last_seen_at");

-- CreateTable
CREATE TABLE "error_event" (
    "organization_id" UUID NOT NULL,
    "flag_id" UUID NOT NULL,
    "recorded_on" DATE NOT NULL,
    "fingerprint" TEXT NOT NULL,
    "slot" INTEGER NOT NULL,
    "application_id" UUID NOT NULL,
    "environment" TEXT NOT NULL,
    "occurred_at" TIMESTAMPTZ(3) NOT NULL,
    "flag_state" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "message" TEXT NOT NULL,
    "stack" TEXT,
    "trace_id" TEXT,
    "user" TEXT,
    "reporter" "reporter" NOT NULL,

    CONSTRAINT "error_event_pkey" PRIMARY KEY ("organization_id","flag_id","recorded_on","fingerprint","slot")
) PARTITION BY RANGE ("recorded_on");

-- What no partition is for
CREATE TABLE "error_event_default" PARTITION OF "error_event" DEFAULT;

-- CreateIndex
CREATE INDEX "error_event_organization_id_flag_id_occurred_at_idx" ON "error_event"("organization_id", "flag_id", "occurred_at" DESC);

-- CreateTable
CREATE TABLE "evaluation_sample" (
    "organization_id" UUID NOT NULL,
    "flag_id" UUID NOT NULL,
    "hour" TIMESTAMPTZ(0) NOT NULL,
    "slot" INTEGER NOT NULL,
    "application_id" UUID NOT NULL,
    "environment" TEXT NOT NULL,
    "occurred_at" TIMESTAMPTZ(3) NOT NULL,
    "variation" TEXT NOT NULL,
    "result" BOOLEAN NOT NULL,
    "user" TEXT,
    "duration_ms" DOUBLE PRECISION,
    "trace_id" TEXT,
    "country" TEXT,
    "language" TEXT,
    "reporter" "reporter" NOT NULL,

    CONSTRAINT "evaluation_sample_pkey" PRIMARY KEY ("organization_id","flag_id","hour","slot")
) PARTITION BY RANGE ("hour");

-- What no partition is for
CREATE TABLE "evaluation_sample_default" PARTITION OF "evaluation_sample" DEFAULT;

-- CreateTable
CREATE TABLE "counted_name" (
    "organization_id" UUID NOT NULL,
    "flag_id" UUID NOT NULL,
    "day" DATE NOT NULL,
    "kind" TEXT NOT NULL,
    "name" TEXT NOT NULL,

    CONSTRAINT "counted_name_pkey" PRIMARY KEY ("organization_id","flag_id","day","kind","name")
);

-- CreateIndex
CREATE INDEX "counted_name_day_idx" ON "counted_name"("day");

-- CreateTable
CREATE TABLE "unknown_flag" (
    "organization_id" UUID NOT NULL,
    "application_id" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "count" BIGINT NOT NULL,
    "first_seen_at" TIMESTAMPTZ(3) NOT NULL,
    "last_seen_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "unknown_flag_pkey" PRIMARY KEY ("organization_id","application_id","key")
);

-- CreateTable
CREATE TABLE "client_name" (
    "organization_id" UUID NOT NULL,
    "key_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "application_id" UUID NOT NULL,
    "last_seen_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "client_name_pkey" PRIMARY KEY ("organization_id","key_id","name")
);

-- CreateTable
CREATE TABLE "pending_users" (
    "organization_id" UUID NOT NULL,
    "id" BIGSERIAL NOT NULL,
    "subjects" JSON NOT NULL,
    "hashes" BYTEA NOT NULL,

    CONSTRAINT "pending_users_pkey" PRIMARY KEY ("organization_id","id")
);

-- CreateTable
CREATE TABLE "hourly_users" (
    "organization_id" UUID NOT NULL,
    "flag_id" UUID NOT NULL,
    "hour" TIMESTAMPTZ(0) NOT NULL,
    "environment" TEXT NOT NULL,
    "application_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "detail" TEXT NOT NULL,
    "reporter" "reporter" NOT NULL,
    "sketch" BYTEA NOT NULL,

    CONSTRAINT "hourly_users_pkey" PRIMARY KEY ("organization_id","flag_id","hour","environment","application_id","kind","name","detail","reporter")
) PARTITION BY RANGE ("hour");

-- What no partition is for
CREATE TABLE "hourly_users_default" PARTITION OF "hourly_users" DEFAULT;

-- CreateTable
CREATE TABLE "daily_users" (
    "organization_id" UUID NOT NULL,
    "flag_id" UUID NOT NULL,
    "day" DATE NOT NULL,
    "environment" TEXT NOT NULL,
    "application_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "detail" TEXT NOT NULL,
    "reporter" "reporter" NOT NULL,
    "sketch" BYTEA NOT NULL,

    CONSTRAINT "daily_users_pkey" PRIMARY KEY ("organization_id","flag_id","day","environment","application_id","kind","name","detail","reporter")
) PARTITION BY RANGE ("day");

-- What no partition is for
CREATE TABLE "daily_users_default" PARTITION OF "daily_users" DEFAULT;

-- CreateTable
CREATE TABLE "feedback" (
    "organization_id" UUID NOT NULL,
    "evaluation_id" UUID NOT NULL,
    "evaluated_at" TIMESTAMPTZ(0) NOT NULL,
    "flag_id" UUID NOT NULL,
    "environment" TEXT NOT NULL,
    "application_id" UUID NOT NULL,
    "value" BOOLEAN NOT NULL,
    "result" BOOLEAN NOT NULL,
    "latency_us" BIGINT,
    "error_type" TEXT,
    "reporter" "reporter" NOT NULL,
    "reported_at" TIMESTAMPTZ(3) NOT NULL,
    "reported_by" TEXT NOT NULL,

    CONSTRAINT "feedback_pkey" PRIMARY KEY ("organization_id","evaluation_id","evaluated_at")
) PARTITION BY RANGE ("evaluated_at");

-- What no partition is for
CREATE TABLE "feedback_default" PARTITION OF "feedback" DEFAULT;

-- CreateTable
CREATE TABLE "feedback_count" (
    "organization_id" UUID NOT NULL,
    "flag_id" UUID NOT NULL,
    "hour" TIMESTAMPTZ(0) NOT NULL,
    "environment" TEXT NOT NULL,
    "application_id" UUID NOT NULL,
    "value" BOOLEAN NOT NULL,
    "reporter" "reporter" NOT NULL,
    "successes" BIGINT NOT NULL,
    "failures" BIGINT NOT NULL,
    "latencies" BIGINT NOT NULL,
    "latency_us" BIGINT NOT NULL,
    "latency_sketch" BYTEA NOT NULL,

    CONSTRAINT "feedback_count_pkey" PRIMARY KEY ("organization_id","flag_id","hour","environment","application_id","value","reporter")
) PARTITION BY RANGE ("hour");

-- What no partition is for
CREATE TABLE "feedback_count_default" PARTITION OF "feedback_count" DEFAULT;

-- The first generation
INSERT INTO "event_generation" ("generation") VALUES ((now() AT TIME ZONE 'UTC')::date);
