package io.sluice.ops;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.sluice.event.Endpoint;
import io.sluice.event.Envelope;
import io.sluice.event.Event;
import io.sluice.event.Events;
import io.sluice.event.UnreadableBody;
import io.sluice.inbox.CommandStore;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "delete",
        description =
                "Puts users on the suppression list, and has their contacts deleted, as a signed delete event does."
                        + " Nothing takes it back.")
class DeleteCommand implements Callable<Integer> {
    /** Stands in the log where events that were sent have their source. */
    private static final String SOURCE = "command";

    private static final ObjectMapper JSON = JsonMapper.builder().build();

    @Parameters(paramLabel = "<userId>", arity = "1..*", description = "As events have it in their userId.")
    List<String> userIds;

    private final StoreAccess access;

    DeleteCommand(StoreAccess access) {
        this.access = access;
    }

    /** @return 0 when all are on the list; 1 when none is */
    @Override
    public Integer call() throws IOException, UnreadableBody {
        var events = new ArrayList<Event>();
        for (var userId : userIds) {
            var delete = JSON.createObjectNode().put("type", "delete").put("userId", userId);
            var envelope = Envelope.open(Endpoint.WEBHOOK, JSON.writeValueAsBytes(delete));
            var read = Events.read(envelope, Endpoint.WEBHOOK, SOURCE, Instant.now());
            events.addAll(read.accepted());
            read.refused().forEach(refused -> refused.problems()
                    .forEach(problem -> System.err.println("'" + userId + "': " + problem.message())));
        }
        return events.size() < userIds.size() ? 1 : access.with(store -> accept(store, events));
    }

    private static int accept(CommandStore store, List<Event> events) throws InterruptedException {
        store.accept(events);
        for (var event : events) {
            System.out.println(event.body().path("userId").asText() + ": on the suppression list; the delete is event "
                    + event.messageId() + ", which 'sluice deliveries --message-id' follows");
        }
        return 0;
    }
}
