package io.sluice.inbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.sluice.delivery.Answer;
import io.sluice.delivery.Failure;
import io.sluice.delivery.Jobs;
import io.sluice.delivery.Outcome;
import io.sluice.delivery.Reading;
import io.sluice.delivery.Reason;
import io.sluice.delivery.Request;
import io.sluice.delivery.Row;
import io.sluice.delivery.TableAction;
import io.sluice.delivery.Target;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;

/**
 * An action and its table: writes rows over each other, and answers as the dice fall. A row with a value {@code bad} is
 * refused, by a verdict for each row, or by an answer that does not say which row it was.
 */
final class OrderedTable implements TableAction {
    /** By key, then column. */
    final Map<String, Map<String, String>> rows = new HashMap<>();

    private static final Failure AWAY =
            new Failure(Failure.Owner.ACCOUNT, Reason.UNAVAILABLE, Optional.of(Duration.ofMillis(1)), "dice");

    private final Random random;
    private final boolean withJobs;
    private final Map<String, String> verdicts = new HashMap<>();

    OrderedTable(Random random, boolean withJobs) {
        this.random = random;
        this.withJobs = withJobs;
    }

    int jobsTaken() {
        return verdicts.size();
    }

    Answer call(Request request, boolean moody) {
        var dice = moody ? random.nextInt(12) : 11;
        if (dice == 0) {
            return http(503, "");
        }
        var answer = request.path().startsWith("/jobs/") ? told(request.path(), dice) : taken(request, dice, moody);
        return dice == 1 ? new Answer.None(true, "time-out") : answer;
    }

    private Answer taken(Request request, int dice, boolean moody) {
        var job = request.path().equals("/jobs");
        var words = new ArrayList<String>();
        for (var item : request.body()) {
            var bad = item.toString().contains("\"bad\"");
            if (bad && !job && dice % 2 == 0) {
                return http(400, "");
            }
            words.add(bad ? "bad" : moody && random.nextInt(8) == 0 ? "busy" : "ok");
            if (words.get(words.size() - 1).equals("ok")) {
                apply(item);
            }
        }
        if (!job) {
            return http(200, String.join(" ", words));
        }
        verdicts.put("j" + verdicts.size(), String.join(" ", words));
        return http(202, "j" + (verdicts.size() - 1));
    }

    private void apply(JsonNode item) {
        var row = rows.computeIfAbsent(item.path("key").asText(), key -> new HashMap<>());
        item.path("values")
                .fields()
                .forEachRemaining(cell -> row.put(cell.getKey(), cell.getValue().asText()));
    }

    /** Now and then it does not know of the job yet, or is not done. */
    private Answer told(String path, int dice) {
        return dice == 2 ? http(404, "") : dice == 3 ? http(204, "") : http(200, verdicts.get(path.substring(6)));
    }

    private static Answer http(int status, String body) {
        return new Answer.Http(status, Optional.empty(), body);
    }

    @Override
    public Optional<Jobs> jobs() {
        return withJobs ? Optional.of(new OrderedJobs()) : Optional.empty();
    }

    private final class OrderedJobs implements Jobs {
        @Override
        public Optional<Size> size(String account) {
            return Optional.of(new Size(2, 5, 1 << 20));
        }

        @Override
        public int bytes(Row row) {
            return 100;
        }

        @Override
        public Request submit(Target target, List<Row> some) {
            return new Request("POST", "/jobs", request(target, some).body());
        }

        @Override
        public Submission submitted(Target target, Answer answer) {
            return answer instanceof Answer.Http http && http.status() == 202
                    ? new Submission.Accepted(http.body())
                    : new Submission.Failed(AWAY);
        }

        @Override
        public Request status(String job) {
            return new Request("GET", "/jobs/" + job, JsonNodeFactory.instance.objectNode());
        }

        @Override
        public Status status(Answer answer) {
            if (!(answer instanceof Answer.Http http) || http.status() == 503) {
                return new Status.Failed(AWAY);
            }
            return switch (http.status()) {
                case 404 -> new Status.Unknown();
                case 204 -> new Status.Pending();
                default -> http.body().matches("(ok ?)+") ? new Status.Applied() : new Status.Mixed();
            };
        }

        @Override
        public Request results(String job, int page) {
            return status(job);
        }

        @Override
        public Page results(int page, Answer answer) {
            return answer instanceof Answer.Http http && http.status() == 200
                    ? new Page.Verdicts(outcomes(http.body()))
                    : new Page.Failed(AWAY);
        }
    }

    @Override
    public Request request(Target target, List<Row> some) {
        var body = JsonNodeFactory.instance.arrayNode();
        for (var row : some) {
            var item = body.addObject();
            item.set("key", row.keys().get("key"));
            row.values().forEach(item.putObject("values")::set);
        }
        return new Request("POST", "/rows", body);
    }

    @Override
    public Reading read(List<Row> some, Answer answer) {
        if (answer instanceof Answer.Http http && http.status() == 400) {
            return new Reading.Split(new Outcome.Refused(Reason.ROW_REJECTED, "bad"));
        }
        if (answer instanceof Answer.Http http && http.status() == 200) {
            return new Reading.PerRow(List.of(http.body().split(" ")).stream()
                    .map(OrderedTable::outcome)
                    .toList());
        }
        var wait = Optional.of(Duration.ofMillis(1));
        return new Reading.Failed(new Failure(Failure.Owner.ACCOUNT, Reason.UNAVAILABLE, wait, "dice"));
    }

    private static List<Outcome> outcomes(String words) {
        return Stream.of(words.split(" ")).map(OrderedTable::outcome).toList();
    }

    private static Outcome outcome(String word) {
        return switch (word) {
            case "ok" -> new Outcome.Delivered();
            case "bad" -> new Outcome.Refused(Reason.ROW_REJECTED, "bad");
            default -> new Outcome.Parked(Reason.ROW_FAILED, "busy");
        };
    }

    @Override
    public String name() {
        return "rows";
    }

    @Override
    public int rowsPerCall() {
        return 7;
    }
}
