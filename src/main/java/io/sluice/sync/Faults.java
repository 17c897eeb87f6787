package io.sluice.sync;

import io.sluice.delivery.Failure;
import io.sluice.delivery.Reason;
import io.sluice.sfmc.SourceFailure;
import java.util.List;
import java.util.Set;

/** Says why a collection was not copied, and who has to do what. */
final class Faults {
    /** They are about the account: to ask for the next collection would only ask for the same answer once more. */
    private static final Set<String> OF_THE_ACCOUNT =
            codes(Reason.CREDENTIALS, Reason.HOST_NOT_ALLOWED, Reason.BLOCKED, Reason.OPERATOR, Reason.LEASE_LOST);

    /** The run did not come to its end: it is due as before. */
    private static final Set<String> CUT_SHORT = codes(Reason.LEASE_LOST, Reason.INTERRUPTED);

    private static final String NEXT_HOLDER = "Nothing: whoever holds the account next begins the run again.";

    private Faults() {}

    private static Set<String> codes(Reason... reasons) {
        return Set.copyOf(List.of(reasons).stream().map(Reason::code).toList());
    }

    static Fault of(SourceFailure failure, SourceCollection collection) {
        return of(failure.failure(), collection);
    }

    private static Fault of(Failure failure, SourceCollection collection) {
        var remedy =
                switch (failure.reason()) {
                    case PERMISSION -> toGrant(collection);
                    case LEASE_LOST -> NEXT_HOLDER;
                    default -> failure.reason().remedy();
                };
        return new Fault(failure.reason().code(), failure.detail(), remedy);
    }

    /** @param scopes of those that the collection needs */
    static Fault lacking(Set<String> scopes, SourceCollection collection) {
        return new Fault(
                Reason.PERMISSION.code(),
                "The token has no scope " + String.join(", ", scopes) + ".",
                toGrant(collection));
    }

    private static String toGrant(SourceCollection collection) {
        return "The administrator of Marketing Cloud: grant the installed package "
                + String.join(", ", collection.scopes()) + ".";
    }

    static Fault of(WarehouseUnavailable unavailable) {
        return unavailable.fault();
    }

    static Fault of(SpoolFailed failed) {
        return of(Reason.SPOOL_FAILED, failed.getMessage());
    }

    static Fault interrupted() {
        return new Fault(Reason.INTERRUPTED.code(), "The process was told to stop.", NEXT_HOLDER);
    }

    /** Its class alone: a message may have somebody's data in it; the log has the stack. */
    static Fault internal(Exception bug) {
        return new Fault(
                Reason.INTERNAL.code(),
                bug.getClass().getSimpleName() + ", see the log (sync.failed).",
                "Report it, with what the log says.");
    }

    private static Fault of(Reason reason, String detail) {
        return new Fault(reason.code(), detail, reason.remedy());
    }

    /** Whether the collections that have not been read yet would fail in the same way. */
    static boolean isOfTheAccount(Fault fault) {
        return OF_THE_ACCOUNT.contains(fault.reason());
    }

    static boolean isCutShort(Fault fault) {
        return CUT_SHORT.contains(fault.reason());
    }
}
