package io.sluice.sandbox.control;

import com.fasterxml.jackson.core.JsonGenerator;
import io.sluice.sandbox.http.Call;
import io.sluice.sandbox.http.Json;
import io.sluice.sandbox.http.Reply;
import io.sluice.sandbox.http.Router;
import io.sluice.sandbox.sfmc.DataExtension;
import io.sluice.sandbox.sfmc.Sfmc;
import java.io.IOException;
import java.io.OutputStream;

/** {@code /sandbox/rows/{key}}, {@code /sandbox/contacts}, {@code /sandbox/journey-events}: what arrived, typed. */
final class StateApi {
    private final Sfmc sfmc;

    StateApi(Sfmc sfmc) {
        this.sfmc = sfmc;
    }

    void register(Router router) {
        router.on("GET", "/sandbox/rows/{key}", this::rows);
        router.on("GET", "/sandbox/contacts", call -> list(sfmc.contacts().all()));
        router.on(
                "GET",
                "/sandbox/journey-events",
                call -> list(sfmc.journeyEvents().all()));
    }

    private Reply rows(Call call) {
        return sfmc.extensions()
                .withKey(call.captured("key"))
                .<Reply>map(extension ->
                        new Reply.Stream("application/json; charset=utf-8", out -> writeRows(extension, out)))
                .orElseGet(() -> ControlReply.problem(404, "There is no such data extension."));
    }

    private static Reply list(Iterable<?> items) {
        return new Reply.Stream("application/json; charset=utf-8", out -> {
            try (var json = Json.MAPPER.createGenerator(out)) {
                writeArray(json, items);
            }
        });
    }

    private void writeRows(DataExtension extension, OutputStream out) throws IOException {
        try (var json = Json.MAPPER.createGenerator(out)) {
            json.writeStartObject();
            json.writeStringField("key", extension.key());
            json.writeStringField("id", extension.id());
            json.writeNumberField("count", extension.size());
            json.writeFieldName("rows");
            writeArray(json, extension.namedRows());
            json.writeNumberField("historyForgotten", sfmc.history().forgotten());
            json.writeFieldName("history");
            writeArray(json, sfmc.history().of(extension.key()));
            json.writeEndObject();
        }
    }

    private static void writeArray(JsonGenerator json, Iterable<?> items) throws IOException {
        json.writeStartArray();
        for (var item : items) {
            json.writePOJO(item);
        }
        json.writeEndArray();
    }
}
