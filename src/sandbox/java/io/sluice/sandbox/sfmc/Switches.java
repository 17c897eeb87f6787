package io.sluice.sandbox.sfmc;

import picocli.CommandLine.Option;

/** What is uncertain about SFMC, or differs between tenants. Each default is what the known facts suggest. */
public final class Switches {
    /** What an uncertain case leads to. */
    public enum Choice {
        ACCEPT,
        REFUSE
    }

    /** How a journey event without a charset in its content type is read. */
    public enum JourneyCharset {
        DECLARED,
        UTF8
    }

    @Option(
            names = "--max-rows",
            paramLabel = "N",
            defaultValue = "50",
            description = "Rows in one synchronous rowset; more is a 400. 0: any number. Default: ${DEFAULT-VALUE}.")
    int maxRows;

    @Option(
            names = "--nulls",
            paramLabel = "accept|refuse",
            defaultValue = "accept",
            description = "A JSON null for a nullable column clears it, or the row is refused with a bare 10006.")
    Choice nulls;

    @Option(
            names = "--existing-contact",
            paramLabel = "accept|refuse",
            defaultValue = "accept",
            description = "POST of a contact key that exists: 200 with isNewContactKey false, or 400.")
    Choice existingContact;

    @Option(
            names = "--unknown-contact",
            paramLabel = "accept|refuse",
            defaultValue = "accept",
            description = "PATCH of a contact key that does not exist: creates it, or 400.")
    Choice unknownContact;

    @Option(
            names = "--empty-attribute-sets",
            paramLabel = "accept|refuse",
            defaultValue = "accept",
            description = "A contact without any of the attribute sets that the documentation asks for.")
    Choice emptyAttributeSets;

    @Option(
            names = "--contact-deletion",
            paramLabel = "MILLIS",
            defaultValue = "1000",
            description =
                    "How long a contact is still there after the request to delete it. Default: ${DEFAULT-VALUE}.")
    long contactDeletionMillis;

    @Option(
            names = "--unknown-event-fields",
            paramLabel = "accept|refuse",
            defaultValue = "accept",
            description = "A journey event with a field that its definition lacks.")
    Choice unknownEventFields;

    @Option(
            names = "--journey-charset",
            paramLabel = "declared|utf8",
            defaultValue = "declared",
            description = "declared: a journey event without charset=UTF-8 in its content type is read as Latin-1.")
    JourneyCharset journeyCharset;

    @Option(
            names = "--max-tokens",
            paramLabel = "N",
            defaultValue = "0",
            description = "Token requests in 20 minutes; more is a 429 (50200). 0: any number.")
    int maxTokens;

    @Option(
            names = "--async",
            paramLabel = "accept|refuse",
            defaultValue = "accept",
            description = "Jobs of rows; refuse: 403, as where Salesforce has not switched them on.")
    Choice async;

    @Option(
            names = "--job-delay",
            paramLabel = "MILLIS",
            defaultValue = "800",
            description = "From submitting a job to its rows being written. For a quarter of it the job has no status."
                    + " Default: ${DEFAULT-VALUE}.")
    long jobDelay;

    @Option(
            names = "--max-job-rows",
            paramLabel = "N",
            defaultValue = "32000",
            description = "Rows in one job; more is a 400. Default: ${DEFAULT-VALUE}.")
    int maxJobRows;

    @Option(
            names = "--max-results",
            paramLabel = "N",
            defaultValue = "2500",
            description = "Results on one page, however many are asked for. Default: ${DEFAULT-VALUE}.")
    int maxResults;

    @Option(
            names = "--deadlock",
            paramLabel = "TEXT",
            description = "A row of a job with this text in it is a deadlock's victim the first time it is met.")
    String deadlock;
}
