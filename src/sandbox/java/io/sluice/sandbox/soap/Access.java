package io.sluice.sandbox.soap;

import java.util.Optional;
import java.util.Set;

/** What a token may do. */
public interface Access {
    /** The scopes of a token; empty when it is not valid. */
    Optional<Set<String>> scopes(String token);

    /** Whether a token that is not valid once was. */
    boolean wasIssued(String token);
}
