package io.sluice.delivery;

import java.util.Set;

/** Which accounts are configured. */
public interface Accounts {
    /**
     * @param destination {@code sfmc} or {@code salesforce}
     * @return the names that a mapping's {@code to.account} may have; empty when the destination has none, or is not ours
     */
    Set<String> names(String destination);
}
