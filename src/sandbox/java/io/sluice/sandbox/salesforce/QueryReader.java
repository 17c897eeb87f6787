package io.sluice.sandbox.salesforce;

import io.sluice.sandbox.salesforce.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads SOQL: {@code SELECT … FROM … WHERE … ORDER BY … LIMIT … OFFSET …}, with fields of one object. AND and OR need
 * parentheses between them.
 */
final class QueryReader {
    private static final int LONGEST = 100_000;

    private final Org org;
    private final String query;
    private final List<Token> tokens;
    private int next;

    private QueryReader(Org org, String query) {
        this.org = org;
        this.query = query;
        tokens = Scanner.scan(query);
    }

    /** @throws SalesforceError for what Salesforce would not run */
    static Query read(Org org, String query) {
        if (query.length() > LONGEST) {
            throw Token.malformed("SOQL statements cannot be longer than 100,000 characters.");
        }
        return new QueryReader(org, query).query();
    }

    private Query query() {
        expect("SELECT");
        var names = selected();
        expect("FROM");
        var object = word();
        var table = org.table(object.text()).orElseThrow(() -> noSuchType(object));
        var found = new FieldFinder(table.type(), query);
        var fields = names.stream().map(found::field).toList();
        Optional<Condition> where =
                take("WHERE") ? Optional.of(new ConditionReader(this, found).condition()) : Optional.empty();
        var orders = new ArrayList<Order>();
        if (take("ORDER")) {
            expect("BY");
            do {
                orders.add(order(found));
            } while (take(","));
        }
        var limit = take("LIMIT") ? number() : Integer.MAX_VALUE;
        var offset = take("OFFSET") ? number() : 0;
        if (peek().kind() != Kind.END) {
            throw peek().unexpected();
        }
        return new Query(table, fields, where, orders, limit, offset);
    }

    private List<Token> selected() {
        var names = new ArrayList<Token>();
        do {
            names.add(word());
        } while (take(","));
        if (names.size() == 1 && names.get(0).is("COUNT") && take("(")) {
            expect(")");
            return List.of();
        }
        return names;
    }

    private Order order(FieldFinder found) {
        var field = found.filterable(word());
        var descending = take("DESC");
        if (!descending) {
            take("ASC");
        }
        var nullsLast = descending;
        if (take("NULLS")) {
            nullsLast = take("LAST");
            if (!nullsLast) {
                expect("FIRST");
            }
        }
        return new Order(field, descending, nullsLast);
    }

    private int number() {
        var token = advance();
        if (token.kind() != Kind.LITERAL || !token.text().matches("\\d{1,9}")) {
            throw token.unexpected();
        }
        return Integer.parseInt(token.text());
    }

    private SalesforceError noSuchType(Token object) {
        return new SalesforceError(
                400,
                "INVALID_TYPE",
                FieldFinder.pointing(query, object)
                        + "sObject type '" + object.text() + "' is not supported. If you are attempting to use a custom"
                        + " object, be sure to append the '__c' after the entity name. Please reference your WSDL or the"
                        + " describe call for the appropriate names.");
    }

    Token peek() {
        return tokens.get(next);
    }

    Token advance() {
        var token = tokens.get(next);
        if (token.kind() != Kind.END) {
            next++;
        }
        return token;
    }

    boolean take(String word) {
        var there = peek().is(word);
        if (there) {
            next++;
        }
        return there;
    }

    void expect(String word) {
        if (!take(word)) {
            throw peek().unexpected();
        }
    }

    Token word() {
        var token = advance();
        if (token.kind() != Kind.WORD) {
            throw token.unexpected();
        }
        return token;
    }
}
