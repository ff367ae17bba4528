-- CreateTable
CREATE TABLE "processed_batch" (
    "node" TEXT NOT NULL,
    "boot" UUID NOT NULL,
    "n" INTEGER NOT NULL,
    "processed_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "processed_batch_pkey" PRIMARY KEY ("node","boot","n")
);

-- CreateIndex
CREATE INDEX "processed_batch_processed_at_idx" ON "processed_batch"("processed_at");
