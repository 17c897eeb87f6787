package io.sluice.sfmc;

import io.sluice.delivery.Failure;
import java.util.Set;

/** Something could not be read from an account, however often it was tried. The message has neither payload nor secret. */
public final class SourceFailure extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Failure failure;
    private final boolean gone;
    private final boolean placeLost;
    private final transient Set<String> unretrievable;

    private SourceFailure(Failure failure, boolean gone, boolean placeLost, Set<String> unretrievable) {
        super(failure.detail());
        this.failure = failure;
        this.gone = gone;
        this.placeLost = placeLost;
        this.unretrievable = unretrievable;
    }

    public static SourceFailure of(Failure failure) {
        return new SourceFailure(failure, false, false, Set.of());
    }

    /** What was asked for is not there: HTTP 404. */
    public static SourceFailure gone(Failure failure) {
        return new SourceFailure(failure, true, false, Set.of());
    }

    /**
     * A page that continues others had no good answer. It must not be asked for again: whether SFMC has moved on meanwhile is not
     * known, and if it has, the next answer would pass a page over. What helps is to begin with the first page.
     */
    public static SourceFailure placeLost(Failure failure) {
        return new SourceFailure(failure, false, true, Set.of());
    }

    /** SOAP does not show these properties, and therefore nothing. */
    public static SourceFailure unretrievable(Failure failure, Set<String> properties) {
        return new SourceFailure(failure, false, false, properties);
    }

    public Failure failure() {
        return failure;
    }

    public boolean isGone() {
        return gone;
    }

    public boolean isPlaceLost() {
        return placeLost;
    }

    public Set<String> unretrievable() {
        return unretrievable;
    }
}
