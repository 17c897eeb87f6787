package io.sluice.sandbox.soap;

import io.sluice.sandbox.source.Collection;
import io.sluice.sandbox.source.Row;
import io.sluice.sandbox.source.Source;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** {@code RetrieveRequestMsg} for List. The order of the lists is none, and the same for all batches of one retrieve. */
final class Retrieve {
    private final Source source;
    private final Cursors cursors;

    Retrieve(Source source, InstantSource clock) {
        this.source = source;
        cursors = new Cursors(clock);
    }

    void forget() {
        cursors.clear();
    }

    /** @throws Refused when the answer is an {@code OverallStatus} with an error */
    Cursors.Answer answer(Element message) {
        var request = message.child("RetrieveRequest")
                .orElseThrow(() -> SoapFault.client("The message has no RetrieveRequest."));
        var type = request.textOf("ObjectType");
        if (!type.equals("List")) {
            throw Refused.unknownObject(type);
        }
        var settings = source.settings();
        var going = request.textOf("ContinueRequest");
        if (!going.isEmpty()) {
            return cursors.goOn(going, settings.continuing());
        }
        var properties = ListProperty.all(settings.retrievable());
        var filter = request.child("Filter")
                .map(element -> Filter.read(element, properties))
                .orElse(new Filter.Everything());
        return cursors.begin(wanted(request, properties), found(filter), batchSize(request));
    }

    private static List<ListProperty> wanted(Element request, List<ListProperty> properties) {
        var wanted = new ArrayList<ListProperty>();
        var missing = new ArrayList<String>();
        for (var name : request.children("Properties")) {
            var property = ListProperty.named(properties, name.text().strip());
            if (property == null) {
                missing.add(name.text().strip());
            } else {
                wanted.add(property);
            }
        }
        if (!missing.isEmpty()) {
            throw new Refused("The Request Property(s) " + String.join(", ", missing)
                    + " do not match with the fields of List retrieve");
        }
        if (wanted.isEmpty()) {
            throw new Refused("The RetrieveRequest has no Properties.");
        }
        return wanted;
    }

    private List<Row> found(Filter filter) {
        var found = new ArrayList<Row>();
        source.all(Collection.LISTS).stream().filter(filter).forEach(found::add);
        Collections.shuffle(found, new Random());
        return List.copyOf(found);
    }

    private int batchSize(Element request) {
        var limit = source.settings().maxBatch();
        var asked = request.child("Options")
                .map(options -> options.textOf("BatchSize"))
                .orElse("");
        if (asked.isEmpty()) {
            return limit;
        }
        if (!asked.matches("[0-9]{1,9}")) {
            throw SoapFault.client("'" + asked + "' is no BatchSize.");
        }
        var size = Integer.parseInt(asked);
        return size == 0 ? limit : Math.min(size, limit);
    }

    /** @param answer null for a status that is an error */
    static void write(XMLStreamWriter xml, String status, String id, Cursors.Cursor answer) throws XMLStreamException {
        Envelope.message(xml, "RetrieveResponseMsg");
        Envelope.text(xml, "OverallStatus", status);
        Envelope.text(xml, "RequestID", id);
        if (answer != null) {
            for (var row : answer.batch()) {
                ListWriter.write(xml, row, answer.properties());
            }
        }
        xml.writeEndElement();
    }
}
