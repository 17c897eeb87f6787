package io.sluice.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import net.thisptr.jackson.jq.BuiltinFunctionLoader;
import net.thisptr.jackson.jq.Function;
import net.thisptr.jackson.jq.JsonQuery;
import net.thisptr.jackson.jq.Output;
import net.thisptr.jackson.jq.Scope;
import net.thisptr.jackson.jq.Version;
import net.thisptr.jackson.jq.Versions;
import net.thisptr.jackson.jq.exception.JsonQueryException;

/** jq's functions, with a limit on how often one evaluation may use them. */
final class JqScope {
    /** Each call of a function and each value it gives is one step; an event of 32 KB needs some thousands at worst. */
    static final int MAX_STEPS = 100_000;

    static final Version VERSION = Versions.JQ_1_7;

    private static final ThreadLocal<int[]> STEPS = ThreadLocal.withInitial(() -> new int[1]);
    private static final Scope ROOT = root();

    private JqScope() {}

    static void apply(JsonQuery query, JsonNode input, Output output) throws JsonQueryException {
        STEPS.get()[0] = 0;
        query.apply(Scope.newChildScope(ROOT), input, output);
    }

    private static Scope root() {
        var root = Scope.newEmptyScope();
        BuiltinFunctionLoader.getInstance().listFunctions(VERSION, root).forEach((signature, function) -> {
            root.addFunction(signature, counted(function));
        });
        return root;
    }

    private static Function counted(Function function) {
        return (scope, arguments, input, path, output, version) -> {
            step();
            function.apply(
                    scope,
                    arguments,
                    input,
                    path,
                    (value, at) -> {
                        step();
                        output.emit(value, at);
                    },
                    version);
        };
    }

    private static void step() throws JsonQueryException {
        if (++STEPS.get()[0] > MAX_STEPS) {
            throw new JsonQueryException("more than " + MAX_STEPS + " steps");
        }
    }
}
