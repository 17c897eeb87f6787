package io.sluice.inbox;

import java.util.Optional;

record TestStoreConfig(String url, Optional<String> username, Optional<String> password) implements StoreConfig {
    TestStoreConfig(String url) {
        this(url, Optional.empty(), Optional.empty());
    }
}
