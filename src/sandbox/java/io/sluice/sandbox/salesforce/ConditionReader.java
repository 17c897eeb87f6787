package io.sluice.sandbox.salesforce;

import io.sluice.sandbox.salesforce.Token.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** Reads what follows WHERE. */
final class ConditionReader {
    private static final Set<String> SIGNS = Set.of("<", "<=", ">", ">=");

    private final QueryReader tokens;
    private final FieldFinder fields;

    ConditionReader(QueryReader tokens, FieldFinder fields) {
        this.tokens = tokens;
        this.fields = fields;
    }

    /** Of AND and OR only one may join the parts; the other is then an unexpected token. */
    Condition condition() {
        var parts = new ArrayList<Condition>();
        parts.add(part());
        var joint = tokens.peek().is("AND") ? "AND" : "OR";
        while (tokens.take(joint)) {
            parts.add(part());
        }
        if (parts.size() == 1) {
            return parts.get(0);
        }
        return joint.equals("AND") ? new Condition.And(parts) : new Condition.Or(parts);
    }

    private Condition part() {
        if (tokens.take("NOT")) {
            return new Condition.Not(part());
        }
        if (tokens.take("(")) {
            var inner = condition();
            tokens.expect(")");
            return inner;
        }
        return comparison();
    }

    private Condition comparison() {
        var field = fields.filterable(tokens.word());
        var sign = tokens.advance();
        if (sign.is("=")) {
            return Condition.In.of(field, Arrays.asList(value(field)));
        }
        if (sign.is("!=") || sign.is("<>")) {
            return new Condition.Not(Condition.In.of(field, Arrays.asList(value(field))));
        }
        if (sign.is("IN")) {
            return Condition.In.of(field, values(field));
        }
        if (sign.is("NOT")) {
            tokens.expect("IN");
            return new Condition.Not(Condition.In.of(field, values(field)));
        }
        if (sign.kind() == Kind.SIGN && SIGNS.contains(sign.text())) {
            return new Condition.Compared(field, sign.text(), value(field));
        }
        throw sign.unexpected();
    }

    private List<Object> values(Field field) {
        tokens.expect("(");
        var values = new ArrayList<>();
        do {
            values.add(value(field));
        } while (tokens.take(","));
        tokens.expect(")");
        return values;
    }

    private Object value(Field field) {
        var token = tokens.advance();
        if (token.kind() == Kind.SIGN || token.kind() == Kind.END) {
            throw token.unexpected();
        }
        return fields.value(field, token);
    }
}
