-- AlterTable
ALTER TABLE "api_key" ADD COLUMN     "address_limit" INTEGER,
ADD COLUMN     "daily_budget" INTEGER,
ADD CONSTRAINT "api_key_address_limit_positive" CHECK ("address_limit" > 0),
ADD CONSTRAINT "api_key_daily_budget_positive" CHECK ("daily_budget" > 0);
