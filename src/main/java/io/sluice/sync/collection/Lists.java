package io.sluice.sync.collection;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.delivery.Failure;
import io.sluice.delivery.Reason;
import io.sluice.sfmc.SfmcSource;
import io.sluice.sfmc.SoapPage;
import io.sluice.sfmc.SoapRetrieve;
import io.sluice.sfmc.SourceFailure;
import io.sluice.sync.Scan;
import io.sluice.sync.Since;
import io.sluice.sync.SourceCollection;
import io.sluice.sync.Table;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/**
 * Only what was changed is read, by SOAP's filter, and now and then all: lists without a date match no filter, and what is deleted
 * shows only by its absence.
 */
@Singleton
final class Lists implements SourceCollection {
    /** A change can become visible late, below the newest that was seen. */
    static final Duration LOOK_BACK = Duration.ofHours(1);

    private static final int MOST_AGAIN = 3;
    private static final String TYPE = "List";
    private static final String ID = "ID";
    private static final String MODIFIED = "ModifiedDate";

    private static final Table TABLE = Table.named("lists", "A mailing list.")
            .key("id")
            .integer("category", "Category", "ID of the folder containing the list.")
            .integer("client_created_by", "Client.CreatedBy", "User ID of the user who created the list.")
            .text("client_customer_key", "Client.CustomerKey", "External key assigned to the list in Marketing Cloud.")
            // ClientID is its old name.
            .integer("client_id", List.of("Client.ID", "Client.ClientID"), "ID of the owner account of the list.")
            .integer("client_modified_by", "Client.ModifiedBy", "User ID of the user who last modified the list.")
            .text(
                    "client_partner_client_key",
                    "Client.PartnerClientKey",
                    "User-defined partner key for owner account of the list.")
            .text("client_partner_user_key", "Client.PartnerUserKey", "Specifies the partner key value of a user.")
            .integer("client_user_id", "Client.UserID", "User ID of the owner account of the list.")
            .time("created_date", "CreatedDate", "Timestamp when the list was created.")
            .text(
                    "customer_key",
                    "CustomerKey",
                    "User-supplied unique identifier for an object within an object type. This property corresponds to "
                            + "the external key assigned to an object in Marketing Cloud.")
            .text("description", "Description", "The list description.")
            .integer("id", ID, "The list's unique ID in Salesforce Marketing Cloud.")
            .text(
                    "list_classification",
                    "ListClassification",
                    "Specifies the classification for a list. Valid values include: ExactTargetList, PublicationList, "
                            + "SuppressionList.")
            .text("list_name", "ListName", "The list name.")
            .time("modified_date", MODIFIED, "Timestamp when the list was last modified.")
            .text("object_id", "ObjectID", "Auto-generated ID for the object.")
            .text("partner_key", "PartnerKey", "Unique ID provided by the partner for the object.")
            .text(
                    "type",
                    "Type",
                    "Indicates the list type. Valid values include Public, Private, Salesforce, GlobalUnsubscribe, and "
                            + "Master.")
            .build();

    @Override
    public List<Table> tables() {
        return List.of(TABLE);
    }

    @Override
    public int order() {
        return 30;
    }

    @Override
    public List<String> scopes() {
        return List.of("list_and_subscribers_read");
    }

    @Override
    public void look(SfmcSource source) throws SourceFailure, InterruptedException {
        source.retrievable(TYPE);
    }

    @Override
    public void scan(SfmcSource source, Since since, Scan scan) throws SourceFailure, InterruptedException {
        var watermark = since.full() ? Optional.<Instant>empty() : since.watermark();
        var properties = new SoapProperties(TABLE, source.retrievable(TYPE));
        var rows = new Rows(scan);
        var ended = rows.read(source, properties, watermark.map(time -> time.minus(LOOK_BACK)));
        var empty = properties.emptyColumns();
        if (!empty.isEmpty()) {
            scan.notice("this account does not show what " + String.join(", ", empty) + " would have: "
                    + "they stay empty");
        }
        ended.tell(scan);
        if (ended.isWhole()) {
            rows.newest.tell(since, scan);
            if (watermark.isEmpty()) {
                scan.complete();
            }
        }
    }

    /** What one scan reads, page by page. */
    private static final class Rows {
        private final Scan scan;
        private final Count count;
        private final Newest newest = new Newest(MODIFIED);
        private final HashSet<String> firsts = new HashSet<>();
        private int nameless;

        Rows(Scan scan) {
            this.scan = scan;
            count = new Count(scan);
        }

        /** Where a page was lost on the way, from the first one again: a list that comes twice is one row. */
        Ended read(SfmcSource source, SoapProperties properties, Optional<Instant> from)
                throws SourceFailure, InterruptedException {
            for (var again = 0; ; again++) {
                try {
                    return pass(source, properties, from);
                } catch (SourceFailure failure) {
                    if (!failure.isPlaceLost() || again == MOST_AGAIN) {
                        throw failure;
                    }
                    firsts.clear();
                    nameless = 0;
                }
            }
        }

        private Ended pass(SfmcSource source, SoapProperties properties, Optional<Instant> from)
                throws SourceFailure, InterruptedException {
            var ended = Ended.WHOLE;
            var page = first(source, properties, from);
            while (ended.isWhole()) {
                var brought = firsts.add(
                        page.results().isEmpty()
                                ? ""
                                : page.results().get(0).path(ID).asText());
                page.results().forEach(this::take);
                count.page(page.results().size());
                if (!page.more()) {
                    break;
                }
                if (!brought || page.results().isEmpty()) {
                    ended = Ended.shortfall(
                            "a page brought nothing new and said that there is more; it was read no further");
                } else {
                    page = source.retrieve(what(properties, from).after(page.requestId()));
                }
            }
            return nameless == 0 ? ended : ended.with("lists without a numeric ID were left out: " + nameless);
        }

        private void take(ObjectNode list) {
            if (list.path(ID).asText().matches("-?\\d{1,18}")) {
                newest.saw(list);
                scan.row(TABLE, list);
            } else {
                nameless++;
            }
        }
    }

    private static SoapPage first(SfmcSource source, SoapProperties properties, Optional<Instant> from)
            throws SourceFailure, InterruptedException {
        while (true) {
            if (!properties.names().contains(ID)) {
                throw SourceFailure.of(new Failure(
                        Failure.Owner.TARGET,
                        Reason.ANSWER_NOT_UNDERSTOOD,
                        Optional.empty(),
                        "this account does not show the ID of a List"));
            }
            try {
                return source.retrieve(what(properties, from));
            } catch (SourceFailure failure) {
                if (!properties.refuse(failure.unretrievable())) {
                    throw failure;
                }
            }
        }
    }

    private static SoapRetrieve what(SoapProperties properties, Optional<Instant> from) {
        return new SoapRetrieve(TYPE, properties.names(), from, Optional.empty());
    }
}
