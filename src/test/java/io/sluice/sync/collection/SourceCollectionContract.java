package io.sluice.sync.collection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.sfmc.SourceFailure;
import io.sluice.sync.Live;
import io.sluice.sync.RecordingScan;
import io.sluice.sync.Row;
import io.sluice.sync.Since;
import io.sluice.sync.SourceCollection;
import io.sluice.sync.Table;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** What every collection promises. Its own test extends this, and its folder has what an account shows, and the rows. */
abstract class SourceCollectionContract {
    static final Instant STARTED = Instant.parse("2026-03-10T12:00:00Z");
    static final Live NOTHING = before -> Set.of();

    abstract SourceCollection collection();

    /** Where an object has its id, and the column for it. */
    abstract Place id();

    /** Some text that may change. */
    abstract Place name();

    /** Some time. */
    abstract Place time();

    /** An account that has nothing. */
    abstract FakeSource empty();

    /** An account that shows the same page again whatever is asked for. */
    abstract FakeSource repeating();

    record Place(String field, String column) {}

    Fixture fixture() {
        return Fixture.of(collection().name());
    }

    Since since() {
        return new Since(Optional.empty(), true, STARTED, fixture().campaigns(), NOTHING);
    }

    RecordingScan scan(FakeSource source) throws SourceFailure, InterruptedException {
        return scan(source, since());
    }

    RecordingScan scan(FakeSource source, Since since) throws SourceFailure, InterruptedException {
        var scan = new RecordingScan();
        collection().scan(source, since, scan);
        return scan;
    }

    @Test
    void what_is_given_becomes_the_rows_that_are_expected() throws Exception {
        var scan = scan(fixture().given());
        for (var table : collection().tables()) {
            assertThat(scan.rows(table.name()).stream().map(Fixture::shown))
                    .containsExactlyInAnyOrderElementsOf(fixture().expected(table.name()));
        }
        assertThat(scan.isComplete()).isTrue();
        assertThat(scan.news()).isEmpty();
        assertThat(scan.misfits()).isEmpty();
        assertThat(scan.shortfalls()).isEmpty();
    }

    @Test
    void a_call_without_an_answer_fails_all_of_it_whichever_it_is() throws Exception {
        var clean = fixture().given();
        scan(clean);
        assertThat(clean.calls()).isGreaterThan(1);
        for (var call = 1; call <= clean.calls(); call++) {
            var scan = new RecordingScan();
            var source = fixture().given().failing(call);
            assertThatThrownBy(() -> collection().scan(source, since(), scan))
                    .as("call %d", call)
                    .isInstanceOf(SourceFailure.class);
            assertThat(scan.isComplete()).isFalse();
            assertThat(scan.watermark()).isEmpty();
        }
    }

    @Test
    void an_account_with_nothing_in_it_is_complete_and_has_no_rows() throws Exception {
        var scan = scan(empty());
        assertThat(scan.rows()).isEmpty();
        assertThat(scan.isComplete()).isTrue();
        assertThat(scan.watermark()).isEmpty();
        assertThat(scan.shortfalls()).isEmpty();
    }

    @Test
    void the_same_page_for_ever_ends_without_duplicates_and_without_conclusions() throws Exception {
        var scan = scan(repeating());
        assertThat(scan.rows(collection().name())).isNotEmpty().hasSizeLessThan(scan.taken());
        assertThat(scan.isComplete()).isFalse();
        assertThat(scan.watermark()).isEmpty();
        assertThat(scan.notices().size() + scan.shortfalls().size()).isPositive();
    }

    @Test
    void what_is_shown_twice_is_one_row_as_it_was_shown_last() throws Exception {
        var clean = rows(fixture().given());
        var first = RecordingScan.value(clean.get(0), id().column());
        var second = RecordingScan.value(clean.get(1), id().column());
        var rows = rows(fixture().given().changed(where(second, item -> item.put(id().field(), first.toString()))));
        assertThat(rows).hasSize(clean.size() - 1);
        assertThat(RecordingScan.value(rows.get(0), id().column())).isEqualTo(first);
        assertThat(RecordingScan.value(rows.get(0), name().column()))
                .isEqualTo(RecordingScan.value(clean.get(1), name().column()))
                .isNotEqualTo(RecordingScan.value(clean.get(0), name().column()));
    }

    @Test
    void a_field_that_nobody_knew_is_kept_and_told_and_changes_nothing_else() throws Exception {
        var clean = rows(fixture().given());
        var scan = scan(fixture().given().changed(item -> item.put("fresh", "x")));
        var rows = scan.rows(collection().name());
        assertThat(rows).hasSameSizeAs(clean).allSatisfy(row -> assertThat(
                        row.extra().orElseThrow().path("fresh").asText())
                .isEqualTo("x"));
        assertThat(rows.stream().map(Row::values))
                .containsExactlyElementsOf(clean.stream().map(Row::values).toList());
        assertThat(scan.news()).containsExactly("fresh");
        assertThat(scan.isComplete()).isTrue();
    }

    @Test
    void a_value_of_another_type_leaves_its_column_empty_and_is_kept() throws Exception {
        var scan = scan(fixture().given().changed(item -> item.put(time().field(), "soon")));
        assertThat(scan.rows(collection().name()))
                .hasSameSizeAs(rows(fixture().given()))
                .allSatisfy(row -> {
                    assertThat(RecordingScan.value(row, time().column())).isNull();
                    assertThat(row.extra().orElseThrow().path(time().field()).asText())
                            .isEqualTo("soon");
                });
        assertThat(scan.misfits()).isNotEmpty().allMatch(sentence -> sentence.startsWith(time().field()));
        assertThat(scan.isComplete()).isTrue();
    }

    @Test
    void an_object_without_an_id_is_left_out_and_told_and_then_nothing_is_concluded() throws Exception {
        var clean = rows(fixture().given());
        var first = RecordingScan.value(clean.get(0), id().column());
        var scan = scan(fixture().given().changed(where(first, item -> {
            item.remove(id().field());
            return item;
        })));
        assertThat(scan.rows(collection().name())).hasSize(clean.size() - 1);
        assertThat(scan.shortfalls()).singleElement().asString().contains("left out: ");
        assertThat(scan.isComplete()).isFalse();
        assertThat(scan.watermark()).isEmpty();
    }

    @Test
    void the_columns_of_its_keys_are_declared() {
        for (var table : collection().tables()) {
            assertThat(table.key()).isNotEmpty().allMatch(columns(table));
        }
    }

    private static Predicate<String> columns(Table table) {
        return name -> table.columns().stream().anyMatch(column -> column.name().equals(name));
    }

    private List<Row> rows(FakeSource source) throws SourceFailure, InterruptedException {
        return scan(source).rows(collection().name());
    }

    private UnaryOperator<ObjectNode> where(Object idIs, UnaryOperator<ObjectNode> change) {
        return item -> item.path(id().field()).asText().equals(idIs.toString()) ? change.apply(item) : item;
    }
}
