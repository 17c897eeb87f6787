package io.sluice.inbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What a command asks of the holder of an account, for one of its lanes or for all of it. */
public sealed interface Errand {
    /** The word of {@link Replay}. */
    String REPLAY = "replay";

    /** The word of {@link Sync}. */
    String SYNC = "sync";

    /** No call is made, not even a probe, until somebody resumes it. */
    @RegisterForReflection
    record Pause() implements Errand {}

    /** Ends a pause, whatever its reason. */
    @RegisterForReflection
    record Resume() implements Errand {}

    /**
     * What was selected is sent again.
     *
     * @param again mappings that must not be repeated, and are to be repeated all the same
     */
    @RegisterForReflection
    record Replay(Selection selection, Set<String> again) implements Errand {}

    /**
     * The tables of a sync are brought up to date, which takes long: other errands of the account go on meanwhile.
     *
     * @param sync its name
     * @param collections names; none: all of the sync
     * @param full whether to read everything again, however far it has been copied
     * @param dryRun whether to write nothing, and tell what would be written
     * @param confirmed whether deletions are wanted even when they are suspiciously many
     */
    @RegisterForReflection
    record Sync(String sync, Set<String> collections, boolean full, boolean dryRun, boolean confirmed)
            implements Errand {}

    /** The word in the store. */
    default String kind() {
        return getClass().getSimpleName().toLowerCase(Locale.ROOT);
    }

    /** What {@link #of} reads. */
    default String argument() {
        try {
            return ErrandJson.MAPPER.writeValueAsString(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** @throws IllegalArgumentException when this version does not know such an errand */
    static Errand of(String kind, String argument) {
        for (var type : List.of(Pause.class, Resume.class, Replay.class, Sync.class)) {
            if (type.getSimpleName().toLowerCase(Locale.ROOT).equals(kind)) {
                return ErrandJson.read(argument, type);
            }
        }
        throw new IllegalArgumentException("This version knows no errand '" + kind + "'.");
    }

    /** How errands are kept. */
    final class ErrandJson {
        private static final ObjectMapper MAPPER = JsonMapper.builder()
                .addModule(new Jdk8Module())
                .addModule(new JavaTimeModule())
                .disable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
                .build();

        private ErrandJson() {}

        private static Errand read(String argument, Class<? extends Errand> type) {
            try {
                return MAPPER.readValue(argument, type);
            } catch (JsonProcessingException e) {
                throw new IllegalArgumentException("This version cannot read the errand: " + e.getOriginalMessage(), e);
            }
        }
    }
}
