package io.sluice.sync;

import com.fasterxml.jackson.annotation.JsonValue;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.Locale;
import java.util.Optional;

/** What came of a run, or of one collection in it. */
@RegisterForReflection
public enum Status {
    SUCCESS,
    /** Something was left out, and a notice says what. Of a run: some of its collections. */
    PARTIAL,
    FAILURE,
    /** Another run was under way. */
    SKIPPED;

    /** The word in tables, metrics, logs and the docs. */
    @JsonValue
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @param word may be null */
    static Optional<Status> named(String word) {
        return Optional.ofNullable(word).map(given -> valueOf(given.toUpperCase(Locale.ROOT)));
    }
}
