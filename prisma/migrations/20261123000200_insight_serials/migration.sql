-- AlterTable
ALTER TABLE "change_head" ADD COLUMN     "insight_serial" INTEGER NOT NULL DEFAULT 0;
