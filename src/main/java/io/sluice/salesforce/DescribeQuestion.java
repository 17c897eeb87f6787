package io.sluice.salesforce;

import io.sluice.delivery.Answer;
import io.sluice.delivery.Body;
import io.sluice.delivery.Encoded;
import io.sluice.delivery.Failure;
import io.sluice.delivery.Questions;
import io.sluice.delivery.Reading;
import io.sluice.delivery.Reason;
import io.sluice.delivery.Request;
import java.util.Optional;

/** What fields an object has, as far as this user sees them: one call. */
record DescribeQuestion(String object) implements Questions<SObject> {
    @Override
    public Request question() {
        return Request.get("/sobjects/" + Encoded.of(object) + "/describe");
    }

    @Override
    public Step<SObject> read(Answer answer) {
        var described = answer instanceof Answer.Http http && http.status() == 200
                ? Body.json(http.body()).flatMap(SObject::read)
                : Optional.<SObject>empty();
        return described.<Step<SObject>>map(Step.Done::new).orElseGet(() -> new Step.Failed<>(failure(answer)));
    }

    private Failure failure(Answer answer) {
        return SalesforceFailures.classify(answer) instanceof Reading.Failed failed
                ? failed.failure()
                : new Failure(
                        Failure.Owner.ACCOUNT,
                        Reason.ANSWER_NOT_UNDERSTOOD,
                        Optional.empty(),
                        "describe of " + object + " tells of no fields");
    }
}
