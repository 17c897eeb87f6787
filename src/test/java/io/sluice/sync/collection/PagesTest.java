package io.sluice.sync.collection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.delivery.Reason;
import io.sluice.sfmc.SourceFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PagesTest {
    private static final String PATH = "/list";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final List<String> ids = new ArrayList<>();
    private FakeSource source;

    @Test
    void one_page_that_is_short_takes_one_call() throws Exception {
        assertThat(read(pages("{'page':1,'pageSize':50,'count':1,'items':[{'id':'a'}]}"))
                        .isWhole())
                .isTrue();
        assertThat(ids).containsExactly("a");
        assertThat(source.gets()).containsExactly("/list?$page=1&$pageSize=50");
    }

    @Test
    void exactly_two_full_pages_end_with_a_page_that_has_no_items() throws Exception {
        var all = Campaign.many(1, 100);
        var ended = read(number -> number > 2
                ? FakeSource.emptyPage(number)
                : Campaign.page(number, all.subList(50 * number - 50, 50 * number)));
        assertThat(ended.isWhole()).isTrue();
        assertThat(ids).hasSize(100);
        assertThat(source.calls()).as("three pages, and the first one again").isEqualTo(4);
    }

    @Test
    void pages_that_are_asked_for_at_once_bring_the_same_with_as_many_calls() throws Exception {
        var all = Campaign.many(1, 320);
        source = new FakeSource()
                .atOnce(8)
                .with(
                        PATH,
                        number -> number > 7
                                ? FakeSource.emptyPage(number)
                                : Campaign.page(number, all.subList(50 * number - 50, Math.min(320, 50 * number))));
        var ended = new Pages(source, PATH).read(items -> items.forEach(item -> ids.add(Page.id(item))));
        assertThat(ended.isWhole()).isTrue();
        assertThat(ids).containsExactlyElementsOf(all.stream().map(Page::id).toList());
        assertThat(source.calls()).as("seven pages, and the first one again").isEqualTo(8);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'page':1,'pageSize':50,'count':0}",
                "{'count':0}",
                "{'items':[]}",
                "{'entities':null,'totalCount':0}",
                "{'page':1,'items':null}"
            })
    void an_empty_page_may_lack_its_items(String page) throws Exception {
        assertThat(read(pages(page)).isWhole()).isTrue();
        assertThat(ids).isEmpty();
        assertThat(source.calls()).isOne();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{'message':'We are working on it'}", "[]", "'OK'", "null", "{'pageSize':50}"})
    void what_is_no_page_is_no_empty_page(String answer) {
        assertThatThrownBy(() -> read(pages(answer))).isInstanceOfSatisfying(SourceFailure.class, failure -> assertThat(
                        failure.failure().reason())
                .isEqualTo(Reason.ANSWER_NOT_UNDERSTOOD));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{'items':{'id':'a'}}", "{'items':'none','count':0}", "{'entities':7}"})
    void items_that_are_no_list_are_not_understood(String answer) {
        assertThatThrownBy(() -> read(pages(answer))).hasMessage("the items of a page are no JSON array");
    }

    @Test
    void the_size_of_a_page_is_what_the_answer_says() throws Exception {
        read(pages(
                "{'pageSize':2,'items':[{'id':'a'},{'id':'b'}]}",
                "{'pageSize':2,'items':[{'id':'c'},{'id':'d'}]}",
                "{'pageSize':2,'items':[{'id':'e'}]}"));
        assertThat(ids).startsWith("a", "b", "c", "d", "e");
        assertThat(source.calls()).isEqualTo(4);
    }

    @Test
    void a_page_that_claims_to_be_larger_than_was_asked_for_is_full_with_what_was_asked_for() throws Exception {
        var all = Campaign.many(1, 70);
        var ended = read(
                number -> Campaign.page(number, all.subList(Math.min(70, 50 * number - 50), Math.min(70, 50 * number)))
                        .put("pageSize", 500));
        assertThat(ended.isWhole()).isTrue();
        assertThat(ids).hasSize(70);
    }

    @Test
    void a_short_page_is_not_the_last_when_there_are_more_by_its_own_account() throws Exception {
        read(pages(
                "{'pageSize':50,'totalCount':3,'entities':[{'id':'a'},{'id':'b'}]}",
                "{'pageSize':50,'totalCount':3,'entities':[{'id':'c'}]}"));
        assertThat(ids).startsWith("a", "b", "c");
    }

    @Test
    void a_count_that_is_too_high_ends_with_an_empty_page() throws Exception {
        var ended = read(pages("{'pageSize':50,'count':12,'items':[{'id':'a'}]}"));
        assertThat(ended.isWhole()).isTrue();
        assertThat(ids).containsExactly("a");
    }

    @Test
    void an_empty_first_page_that_counts_something_is_not_believed() throws Exception {
        var ended = read(pages("{'page':1,'pageSize':50,'count':300}"));
        assertThat(ended.shortfalls()).containsExactly("an empty first page said that there are 300");
    }

    @Test
    void a_page_that_is_shown_again_is_read_no_further() throws Exception {
        var ended = read(number -> Campaign.page(number, Campaign.many(1, 50)));
        assertThat(ended.isWhole()).isFalse();
        assertThat(ended.notices()).singleElement().asString().startsWith("page 2 brought nothing");
        assertThat(source.calls()).isEqualTo(2);
    }

    @Test
    void pages_without_an_end_are_given_up() throws Exception {
        var ended = read(number -> tree("{'pageSize':1,'items':[{'id':'" + number + "'}]}"));
        assertThat(ended.shortfalls()).containsExactly("its pages did not end: 20000 were read");
    }

    @Test
    void items_that_are_no_objects_or_have_no_id_are_counted_and_left_out() throws Exception {
        var ended = read(pages("{'items':[{'id':'a'},{'id':null},{'id':''},{'id':{}},{},7,null,{'id':8}]}"));
        assertThat(ids).containsExactly("a", "8");
        assertThat(ended.shortfalls()).containsExactly("items without an id were left out: 6");
    }

    @Test
    void a_first_page_that_only_counts_differently_afterwards_has_moved() throws Exception {
        var page = "{'pageSize':1,'count':%d,'items':[{'id':'%s'}]}";
        source = new FakeSource()
                .with(PATH, tree(page.formatted(2, "a")), tree(page.formatted(2, "c")))
                .first(PATH, 1, tree(page.formatted(3, "a")))
                .first(PATH, 2, tree(page.formatted(3, "b")));
        var ended = new Pages(source, PATH).read(items -> items.forEach(item -> ids.add(Page.id(item))));
        assertThat(ended.isWhole()).isTrue();
        assertThat(ids).contains("a", "b", "c");
    }

    private Ended read(IntFunction<JsonNode> pages) throws SourceFailure, InterruptedException {
        source = new FakeSource().with(PATH, pages);
        return new Pages(source, PATH).read(items -> items.forEach(item -> ids.add(Page.id(item))));
    }

    private static IntFunction<JsonNode> pages(String... pages) {
        return number -> number <= pages.length ? tree(pages[number - 1]) : FakeSource.emptyPage(number);
    }

    private static JsonNode tree(String json) {
        try {
            return JSON.readTree(json.replace('\'', '"'));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(json, e);
        }
    }
}
