package io.sluice.delivery;

import java.util.List;
import java.util.Set;

/** The accounts of one destination, as they are configured. */
public interface Accounts {
    /** {@code sfmc} or {@code salesforce}. */
    String destination();

    /** Whether something is set for the account; the flows of one that is off read nothing, and hold nothing back. */
    boolean on(String account);

    /** Those that a setting names, on or off. */
    Set<String> names();

    /** What is wrong with the configuration, all of it, each as one sentence that begins with the setting. */
    List<String> problems();

    /** One line per account for the start, secrets as {@code set} or {@code missing}. */
    List<String> summary();
}
