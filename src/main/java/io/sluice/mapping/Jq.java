package io.sluice.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.NullNode;
import java.util.ArrayList;
import net.thisptr.jackson.jq.JsonQuery;
import net.thisptr.jackson.jq.exception.JsonQueryException;

/**
 * A jq expression over the whole event, compiled at start. No result is no value; several are a refusal. It is bounded:
 * loops and recursion end after {@link JqScope#MAX_STEPS} steps, or with the stack. Memory is not: an expression that
 * doubles its input in a loop can still ask for more than there is.
 */
record Jq(String expression, JsonQuery query) implements Value {
    private static final String REMEDY = "write a jq 1.7 expression over the event, such as '.traits.mrr > 100'; "
            + "environment, input and modules are not there";

    static Jq of(String expression) throws BadSyntax {
        var jq = new Jq(expression, compile(expression));
        jq.tryOut();
        return jq;
    }

    private static JsonQuery compile(String expression) throws BadSyntax {
        try {
            return JsonQuery.compile(expression, JqScope.VERSION);
        } catch (JsonQueryException bad) {
            throw new BadSyntax("the jq expression '" + expression.strip() + "' cannot be compiled", REMEDY);
        }
    }

    /** jackson-jq looks a name up only when it comes to it: an unknown one would show in the first event. */
    private void tryOut() throws BadSyntax {
        try {
            JqScope.apply(query, NullNode.getInstance(), ignored -> {});
        } catch (JsonQueryException failed) {
            var message = String.valueOf(failed.getMessage());
            if (message.endsWith("does not exist") || message.endsWith("is not defined")) {
                throw new BadSyntax("the jq expression '" + expression.strip() + "' is bad: " + message, REMEDY);
            }
        } catch (StackOverflowError endless) {
            // On null, perhaps not on events: then it is refused for each of them.
            return;
        }
    }

    @Override
    public JsonNode of(JsonNode event) throws Unmappable {
        var results = new ArrayList<JsonNode>(1);
        try {
            JqScope.apply(query, event, results::add);
        } catch (JsonQueryException | StackOverflowError failed) {
            // Its message quotes the event.
            throw Unmappable.value("the jq expression '" + expression.strip() + "' fails on this event");
        }
        if (results.size() > 1) {
            throw Unmappable.value("the jq expression '" + expression.strip() + "' gives more than one value");
        }
        return results.isEmpty() ? MissingNode.getInstance() : results.get(0);
    }
}
