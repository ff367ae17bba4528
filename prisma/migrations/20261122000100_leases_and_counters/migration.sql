-- CreateTable
CREATE TABLE "coordination_lease" (
    "name" TEXT NOT NULL,
    "token" BIGINT NOT NULL,
    "holder" UUID NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "coordination_lease_pkey" PRIMARY KEY ("name")
);

-- CreateTable
-- Unlogged: counters change all the time and live for a short while, so writing them to the
-- write-ahead log would cost much and save little. They start anew when the server crashes.
CREATE UNLOGGED TABLE "coordination_counter" (
    "name" TEXT NOT NULL,
    "value" BIGINT NOT NULL,
    "last_taken" BIGINT NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "coordination_counter_pkey" PRIMARY KEY ("name")
);
