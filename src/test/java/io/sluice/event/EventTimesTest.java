package io.sluice.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventTimesTest {
    private static final Instant RECEIVED = Instant.parse("2031-01-01T12:00:00.000Z");

    @Test
    void corrects_the_original_timestamp_by_the_senders_clock() throws Exception {
        var event = page("'originalTimestamp':'2031-01-01T10:00:00.000Z','sentAt':'2031-01-01T10:00:05.000Z'");

        assertThat(event.timestamp()).isEqualTo("2031-01-01T11:59:55Z");
        assertThat(event.body().get("timestamp").textValue()).isEqualTo("2031-01-01T11:59:55.000Z");
        assertThat(event.body().get("originalTimestamp").textValue()).isEqualTo("2031-01-01T10:00:00.000Z");
    }

    @Test
    void corrects_the_timestamp_that_a_client_gives_and_keeps_it_as_original() throws Exception {
        var event = page("'timestamp':'2031-01-01T10:00:00.000Z','sentAt':'2031-01-01T10:00:05.000Z'");

        assertThat(event.timestamp()).isEqualTo("2031-01-01T11:59:55Z");
        assertThat(event.body().get("originalTimestamp").textValue()).isEqualTo("2031-01-01T10:00:00.000Z");
    }

    @Test
    void corrects_by_the_time_that_the_batch_was_sent_at() throws Exception {
        var event = batch(Endpoint.BATCH, "'timestamp':'2031-01-01T10:00:00Z'");

        assertThat(event.timestamp()).isEqualTo("2031-01-01T11:59:55Z");
        assertThat(event.body().get("sentAt").textValue()).isEqualTo("2031-01-01T10:00:05.000Z");
    }

    @Test
    void keeps_the_times_of_an_import() throws Exception {
        var event = batch(Endpoint.IMPORT, "'timestamp':'2015-02-03T04:05:06Z'");

        assertThat(event.timestamp()).isEqualTo("2015-02-03T04:05:06Z");
        assertThat(event.body().has("originalTimestamp")).isFalse();
        assertThat(event.imported()).isTrue();
        assertThat(batch(Endpoint.BATCH, "'timestamp':'2015-02-03T04:05:06Z'").imported())
                .isFalse();
    }

    @Test
    void keeps_a_timestamp_that_was_corrected_before() throws Exception {
        var event = page("'timestamp':'2031-01-01T09:00:00Z','originalTimestamp':'2031-01-01T08:00:00Z',"
                + "'sentAt':'2031-01-01T08:00:01Z'");

        assertThat(event.timestamp()).isEqualTo("2031-01-01T09:00:00Z");
        assertThat(event.body().get("originalTimestamp").textValue()).isEqualTo("2031-01-01T08:00:00Z");
    }

    @Test
    void takes_the_time_as_given_without_sentAt_and_of_arrival_without_any() throws Exception {
        assertThat(page("'timestamp':'2020-01-01T00:00:00Z'").timestamp()).isEqualTo("2020-01-01T00:00:00Z");
        assertThat(page("'x':1").timestamp()).isEqualTo(RECEIVED);
        assertThat(page("'sentAt':'2020-01-01T00:00:00Z'").timestamp()).isEqualTo(RECEIVED);
    }

    @Test
    void overwrites_the_receivedAt_of_whoever_received_it_before() throws Exception {
        assertThat(page("'receivedAt':'2020-01-01T00:00:00Z'")
                        .body()
                        .get("receivedAt")
                        .textValue())
                .isEqualTo("2031-01-01T12:00:00.000Z");
    }

    @Test
    void refuses_a_correction_by_thousands_of_years() throws Exception {
        var read =
                read(Endpoint.PAGE, "{'userId':'u','timestamp':'0001-01-01','sentAt':'9999-01-01'}".replace('\'', '"'));

        assertThat(read.refused().get(0).problems())
                .extracting(Problem::pointer)
                .containsExactly("/sentAt");
    }

    @ParameterizedTest
    @CsvSource({
        "2024-02-03T04:05:06.789Z, 2024-02-03T04:05:06.789Z",
        "2024-02-03T04:05:06.789123456Z, 2024-02-03T04:05:06.789Z",
        "2024-02-03T04:05:06Z, 2024-02-03T04:05:06Z",
        "2024-02-03T04:05Z, 2024-02-03T04:05:00Z",
        "2024-02-03t04:05:06z, 2024-02-03T04:05:06Z",
        "2024-02-03T04:05:06+02:00, 2024-02-03T02:05:06Z",
        "2024-02-03T04:05:06-0530, 2024-02-03T09:35:06Z",
        "2024-02-03T04:05:06+02, 2024-02-03T02:05:06Z",
        "2024-02-03 04:05:06.789123+00:00, 2024-02-03T04:05:06.789Z",
        "2024-02-03T04:05:06, 2024-02-03T04:05:06Z",
        "2024-02-03, 2024-02-03T00:00:00Z"
    })
    void reads_times_as_clients_write_them(String sent, Instant time) throws Exception {
        assertThat(page("'timestamp':'" + sent + "'").timestamp()).isEqualTo(time);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "''",
                "'now'",
                "1700000000",
                "'1700000000'",
                "'2024-02-30'",
                "'2024-02-03T25:00:00Z'",
                "{}",
                "'+12024-01-01T00:00:00Z'",
                "'0000-01-01'",
                "'03/02/2024'",
                "'2024-02-03T04:05:06 Z'"
            })
    void refuses_what_could_be_several_times_or_none(String sent) throws Exception {
        var read = read(Endpoint.PAGE, ("{'userId':'u','timestamp':" + sent + "}").replace('\'', '"'));

        assertThat(read.refused().get(0).problems())
                .containsExactly(
                        new Problem("/timestamp", "Not a time. Send ISO 8601, such as \"2026-11-22T20:15:30.123Z\"."));
    }

    private static Event page(String members) throws UnreadableBody {
        return read(Endpoint.PAGE, ("{'userId':'u'," + members + "}").replace('\'', '"'))
                .accepted()
                .get(0);
    }

    private static Event batch(Endpoint endpoint, String members) throws UnreadableBody {
        var json = "{'sentAt':'2031-01-01T10:00:05.000Z','batch':[{'type':'page','userId':'u'," + members + "}]}";
        return read(endpoint, json.replace('\'', '"')).accepted().get(0);
    }

    private static ReadEvents read(Endpoint endpoint, String json) throws UnreadableBody {
        return Events.read(Envelope.open(endpoint, json.getBytes(UTF_8)), endpoint, "web", RECEIVED);
    }
}
