-- AlterTable
ALTER TABLE "environment" ADD COLUMN     "smart_insights" BOOLEAN NOT NULL DEFAULT false;
