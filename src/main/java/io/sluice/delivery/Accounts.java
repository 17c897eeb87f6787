package io.sluice.delivery;

import java.util.Set;

/** Which accounts are configured. */
public interface Accounts {
    /**
     * @param destination {@code sfmc} or {@code salesforce}
     * @return the names that a mapping's {@code to.account} may have; empty when the destination has none, or is not ours
     */
    Set<String> names(String destination);

    /** Whether a mapping may name this account. */
    default boolean has(String destination, String account) {
        return names(destination).contains(account);
    }

    /** Where nothing is configured, and every account that a mapping names is taken for one that will be. */
    static Accounts any() {
        return new Accounts() {
            @Override
            public Set<String> names(String destination) {
                return Set.of();
            }

            @Override
            public boolean has(String destination, String account) {
                return true;
            }
        };
    }
}
