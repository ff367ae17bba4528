-- Without these a filtered list reads the entries of all organizations (EXPLAIN: 91 000 pages of a
-- million entries, by a flag's key or by an action), or one's own from the newest back to those dates
-- (50 000 pages); with them 3 to 144.

-- CreateIndex
CREATE INDEX "audit_entry_organization_id_flag_key_seq_idx" ON "audit_entry"("organization_id", "flag_key", "seq");

-- CreateIndex
CREATE INDEX "audit_entry_organization_id_action_seq_idx" ON "audit_entry"("organization_id", "action", "seq");

-- CreateIndex
CREATE INDEX "audit_entry_organization_id_created_at_idx" ON "audit_entry"("organization_id", "created_at");
