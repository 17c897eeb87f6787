package io.sluice.fault;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/**
 * A share of an audience as Segment's Engage sends it, batch after batch: an identify says of each user that he is in it;
 * some leave again while others still enter, and some have a computed trait. It remembers what must come of it.
 */
final class Audience {
    /** One in so many users has a computed trait. */
    private static final int WITH_VALUE = 10;

    /** What a user's row must say. */
    record Member(boolean active, Optional<BigDecimal> lifetimeValue) {}

    private final String prefix;
    private final int users;
    private final int leaving;
    private final Random random;
    private final Map<String, Member> members = new HashMap<>();
    private final List<String> staying = new ArrayList<>();
    private int left;
    private long events;

    /** @param leaving how many of the users leave again */
    Audience(String prefix, int users, int leaving, Random random) {
        this.prefix = prefix;
        this.users = users;
        this.leaving = leaving;
        this.random = random;
    }

    boolean complete() {
        return members.size() == users;
    }

    /** The next users enter, and in proportion some of those who have entered leave. */
    ArrayNode next(int entering) {
        var batch = JsonNodeFactory.instance.arrayNode();
        for (int i = 0; i < entering && !complete(); i++) {
            enter(batch);
        }
        while (left < (long) leaving * members.size() / users) {
            leave(batch);
        }
        return batch;
    }

    private void enter(ArrayNode batch) {
        var user = prefix + members.size();
        staying.add(user);
        identify(batch, user, "active_users", BooleanNode.TRUE);
        Optional<BigDecimal> value = Optional.empty();
        if (random.nextInt(WITH_VALUE) == 0) {
            value = Optional.of(BigDecimal.valueOf(random.nextInt(1_000_000), 2));
            identify(batch, user, "lifetime_value", DecimalNode.valueOf(value.get()));
        }
        members.put(user, new Member(true, value));
    }

    private void leave(ArrayNode batch) {
        var user = staying.remove(random.nextInt(staying.size()));
        left++;
        identify(batch, user, "active_users", BooleanNode.FALSE);
        members.computeIfPresent(user, (name, member) -> new Member(false, member.lifetimeValue()));
    }

    private void identify(ArrayNode batch, String user, String trait, JsonNode value) {
        var event = batch.addObject().put("type", "identify").put("userId", user);
        event.put("messageId", prefix + "event-" + events++).putObject("traits").set(trait, value);
    }

    Map<String, Member> members() {
        return members;
    }

    long events() {
        return events;
    }
}
