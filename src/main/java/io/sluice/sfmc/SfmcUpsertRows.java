package io.sluice.sfmc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.sluice.delivery.Action;
import io.sluice.delivery.Answer;
import io.sluice.delivery.Outcome;
import io.sluice.delivery.Reading;
import io.sluice.delivery.Request;
import io.sluice.delivery.Row;
import io.sluice.delivery.Target;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Writes rows of a data extension through the synchronous rowset call. On an error SFMC has applied the rows before the
 * first bad one, and none after it; which one it was, the answer does not say.
 */
@ApplicationScoped
public class SfmcUpsertRows implements Action {
    private final SfmcAccounts accounts;

    public SfmcUpsertRows(SfmcAccounts accounts) {
        this.accounts = accounts;
    }

    @Override
    public String name() {
        return "sfmcUpsertRows";
    }

    @Override
    public String destination() {
        return "sfmc";
    }

    @Override
    public String targetKind() {
        return "dataExtension";
    }

    @Override
    public Set<String> keyNames() {
        return Set.of();
    }

    @Override
    public boolean takesFields() {
        return true;
    }

    @Override
    public boolean repeatable() {
        return true;
    }

    @Override
    public int rowsPerCall() {
        return accounts.all().stream().mapToInt(SfmcAccount::rowsetSize).max().orElse(1);
    }

    @Override
    public int rowsPerCall(String account) {
        return accounts.account(account).rowsetSize();
    }

    @Override
    public Request request(Target target, List<Row> rows) {
        var body = JsonNodeFactory.instance.arrayNode(rows.size());
        for (var row : rows) {
            var item = body.addObject();
            item.set("keys", columns(row.keys()));
            item.set("values", columns(row.values()));
        }
        return new Request("POST", "/hub/v1/dataevents/key:" + encoded(target.name()) + "/rowset", body);
    }

    /** Proof is the array that comes back with every row in it. */
    @Override
    public Reading read(List<Row> rows, Answer answer) {
        if (answer instanceof Answer.Http http && http.status() == 200) {
            var echoed = Body.json(http.body())
                    .filter(JsonNode::isArray)
                    .map(JsonNode::size)
                    .orElse(-1);
            if (echoed == rows.size()) {
                return new Reading.PerRow(rows.stream()
                        .<Outcome>map(row -> new Outcome.Delivered())
                        .toList());
            }
        }
        return SfmcFailures.classify(answer);
    }

    /** A column is cleared with an empty string: SFMC answers null with an error, even for a column that may be null. */
    private static ObjectNode columns(Map<String, JsonNode> values) {
        var columns = JsonNodeFactory.instance.objectNode();
        values.forEach((name, value) -> columns.set(name, value.isNull() ? TextNode.valueOf("") : value));
        return columns;
    }

    private static String encoded(String externalKey) {
        return URLEncoder.encode(externalKey, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A");
    }
}
