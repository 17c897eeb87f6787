package io.sluice.ops;

import io.sluice.delivery.Action;
import io.sluice.delivery.Flows;
import io.sluice.inbox.CommandStore;
import io.sluice.inbox.StoreConfig;
import io.sluice.inbox.StoreUnavailable;
import io.sluice.mapping.Mappings;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;

/** Opens the store for a command, beside a gateway or without one. */
@Singleton
class StoreAccess {
    private final StoreConfig config;
    private final Mappings mappings;
    private final Flows flows;
    private final Instance<Action> actions;

    StoreAccess(StoreConfig config, Mappings mappings, Flows flows, @Any Instance<Action> actions) {
        this.config = config;
        this.mappings = mappings;
        this.flows = flows;
        this.actions = actions;
    }

    /** What a command does with it. @return its exit code */
    @FunctionalInterface
    interface Work {
        int in(CommandStore store) throws InterruptedException;
    }

    /** @return the exit code; 1 when it cannot be done, and then the reason has been printed */
    int with(Work work) {
        mappings.mistakes().forEach(System.err::println);
        if (!mappings.mistakes().isEmpty()) {
            return 1;
        }
        try (var store = CommandStore.open(config, flows, actions)) {
            return work.in(store);
        } catch (IllegalArgumentException | StoreUnavailable cannot) {
            System.err.println(cannot.getMessage());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        return 1;
    }
}
