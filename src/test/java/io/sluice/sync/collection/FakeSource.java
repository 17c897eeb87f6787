package io.sluice.sync.collection;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.delivery.Failure;
import io.sluice.delivery.Reason;
import io.sluice.sfmc.SfmcSource;
import io.sluice.sfmc.SoapPage;
import io.sluice.sfmc.SoapRetrieve;
import io.sluice.sfmc.SourceFailure;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;

/** An account whose answers are written down beforehand: by REST a list of pages for each path, by SOAP one list. */
final class FakeSource implements SfmcSource {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    /** What answers a call: given the number of the page, from 1 on. */
    private final Map<String, IntFunction<JsonNode>> lists = new HashMap<>();

    private final Map<String, Deque<JsonNode>> next = new HashMap<>();
    private final Set<String> gone = Collections.synchronizedSet(new HashSet<>());
    private final Map<String, Integer> lost = new HashMap<>();
    private final List<SoapPage> soap = new ArrayList<>();
    private final List<SoapRetrieve> retrieves = new ArrayList<>();
    private final List<String> gets = Collections.synchronizedList(new ArrayList<>());
    private Set<String> retrievable = Set.of();
    private Set<String> unretrievable = Set.of();
    private UnaryOperator<ObjectNode> change = item -> item;
    private int failing;
    private int calls;
    private int atOnce = 1;

    static SourceFailure failure(String detail) {
        return SourceFailure.of(new Failure(Failure.Owner.ACCOUNT, Reason.UNAVAILABLE, Optional.empty(), detail));
    }

    /** All pages of a list; those after the last are empty. */
    FakeSource with(String path, JsonNode... pages) {
        lists.put(path, number -> number <= pages.length ? pages[number - 1] : emptyPage(number));
        return this;
    }

    FakeSource with(String path, IntFunction<JsonNode> pages) {
        lists.put(path, pages);
        return this;
    }

    /** What that page shows first, and then, one after the other; afterwards as before. */
    FakeSource first(String path, int page, JsonNode... answers) {
        next.put(path + "#" + page, new ArrayDeque<>(List.of(answers)));
        return this;
    }

    FakeSource gone(String path) {
        gone.add(path);
        return this;
    }

    FakeSource soap(SoapPage page) {
        soap.add(page);
        return this;
    }

    /** The page after this one has no good answer so many times, and the place is lost. */
    FakeSource losing(String requestId, int times) {
        lost.put(requestId, times);
        return this;
    }

    FakeSource retrievable(Set<String> properties) {
        retrievable = properties;
        return this;
    }

    /** Not shown, although the description does not say so. */
    FakeSource unretrievable(Set<String> properties) {
        unretrievable = properties;
        return this;
    }

    /** Every object is shown with this change. */
    FakeSource changed(UnaryOperator<ObjectNode> everyObject) {
        change = everyObject;
        return this;
    }

    /** @param call which one has no answer, from 1 on */
    FakeSource failing(int call) {
        failing = call;
        return this;
    }

    FakeSource atOnce(int callsAtOnce) {
        atOnce = callsAtOnce;
        return this;
    }

    @Override
    public synchronized JsonNode get(String path) throws SourceFailure {
        gets.add(path);
        count();
        var list = path.replaceFirst("[?&]\\$page=.*", "");
        if (gone.contains(list)) {
            throw SourceFailure.gone(
                    new Failure(Failure.Owner.TARGET, Reason.TARGET_UNKNOWN, Optional.empty(), "HTTP 404"));
        }
        var number = Integer.parseInt(path.replaceFirst(".*\\$page=(\\d+).*", "$1"));
        var scripted =
                next.getOrDefault(list + "#" + number, new ArrayDeque<>()).poll();
        if (scripted == null && !lists.containsKey(list)) {
            throw new IllegalStateException("nobody has said what is at " + list);
        }
        return changed(scripted != null ? scripted : lists.get(list).apply(number));
    }

    @Override
    public synchronized SoapPage retrieve(SoapRetrieve what) throws SourceFailure {
        retrieves.add(what);
        count();
        var refused = what.properties().stream().filter(unretrievable::contains).toList();
        if (!refused.isEmpty()) {
            throw SourceFailure.unretrievable(
                    new Failure(Failure.Owner.TARGET, Reason.READ_REJECTED, Optional.empty(), "properties"),
                    Set.copyOf(refused));
        }
        var continued = what.continueRequest();
        if (continued.isPresent() && lost.merge(continued.get(), -1, Integer::sum) >= 0) {
            throw SourceFailure.placeLost(
                    new Failure(Failure.Owner.ACCOUNT, Reason.UNAVAILABLE, Optional.empty(), "HTTP 503"));
        }
        var index = continued.isEmpty()
                ? 0
                : 1 + soap.stream().map(SoapPage::requestId).toList().indexOf(continued.get());
        var page = soap.get(index);
        return new SoapPage(
                page.requestId(),
                page.more(),
                page.results().stream().map(ObjectNode::deepCopy).map(change).toList());
    }

    @Override
    public synchronized Set<String> retrievable(String objectType) throws SourceFailure {
        count();
        return retrievable;
    }

    @Override
    public int callsAtOnce() {
        return atOnce;
    }

    /** Without {@code $page=} and what follows. */
    List<String> gets() {
        return gets;
    }

    List<SoapRetrieve> retrieves() {
        return retrieves;
    }

    int calls() {
        return calls;
    }

    static ObjectNode emptyPage(int number) {
        return JSON.objectNode().put("page", number).put("pageSize", 50).put("count", 0);
    }

    private void count() throws SourceFailure {
        calls++;
        if (calls == failing) {
            throw failure("HTTP 503");
        }
    }

    private JsonNode changed(JsonNode page) {
        var copy = page.deepCopy();
        for (var name : List.of("items", "entities")) {
            var items = copy.path(name);
            if (items.isArray()) {
                var array = JSON.arrayNode();
                items.forEach(item -> array.add(item instanceof ObjectNode object ? change.apply(object) : item));
                ((ObjectNode) copy).set(name, array);
            }
        }
        return copy;
    }
}
