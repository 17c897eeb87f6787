package io.sluice.ops;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.inbox.CommandStore;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "deliveries",
        description = "Shows what has become of deliveries, the newest first; without options those that are not done.")
class DeliveriesCommand implements Callable<Integer> {
    @Mixin
    SelectionOptions options;

    @Option(names = "--limit", paramLabel = "<n>", description = "At most so many. Default: ${DEFAULT-VALUE}.")
    int limit = 50;

    @Option(names = "--json", description = "One JSON object a line, for machines.")
    boolean json;

    private final StoreAccess access;
    private final ObjectMapper mapper;

    DeliveriesCommand(StoreAccess access, ObjectMapper mapper) {
        this.access = access;
        this.mapper = mapper;
    }

    @Override
    public Integer call() {
        return access.with(store -> json ? lines(store) : table(store));
    }

    private int lines(CommandStore store) {
        store.paused().stream().map(PausedLine::of).forEach(this::line);
        store.deliveries(options.selection(Instant.now()), limit).forEach(this::line);
        return 0;
    }

    private void line(Object one) {
        try {
            System.out.println(mapper.writeValueAsString(one));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private int table(CommandStore store) {
        var deliveries = store.deliveries(options.selection(Instant.now()), limit);
        store.paused().forEach(paused -> System.out.println(DeliveryTable.sentence(paused)));
        if (deliveries.isEmpty()) {
            System.out.println(options.isEmpty() ? "Nothing is refused, parked or waiting." : SelectionOptions.NONE);
            return 0;
        }
        new DeliveryTable(deliveries).lines().forEach(System.out::println);
        if (deliveries.size() == limit) {
            System.out.println("There may be more: --limit shows them.");
        }
        return 0;
    }
}
