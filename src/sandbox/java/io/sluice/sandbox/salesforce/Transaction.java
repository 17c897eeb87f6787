package io.sluice.sandbox.salesforce;

/** What a request, or a part of one, has written since this was made; it can be rolled back. */
final class Transaction {
    private final Org org;
    private final int writes;
    private final long changes;

    Transaction(Org org) {
        this.org = org;
        writes = org.undo().size();
        changes = org.changes().last();
    }

    void rollBack() {
        while (org.undo().size() > writes) {
            org.undo().pop().run();
        }
        org.changes().backTo(changes);
    }
}
