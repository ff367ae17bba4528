-- The list of flags as it is asked for most, newest first, and how many there are of it.
CREATE INDEX "flag_organization_id_status_created_at_id_idx" ON "flag"("organization_id", "status", "created_at", "id");
