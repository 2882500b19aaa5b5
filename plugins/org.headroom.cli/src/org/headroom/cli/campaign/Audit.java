package org.headroom.cli.campaign;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.headroom.model.market.Receipt;
import org.headroom.model.money.EthAddress;
import org.headroom.model.payment.StreamPayout;
import org.headroom.renter.Closing;
import org.headroom.renter.RentalRecord;
import org.jspecify.annotations.Nullable;

/**
 * Compares what the ledger, the chain and the renters say of every lease, to the base unit. Reads the ledger with SQL
 * and the chain with plain calls: nothing that kept the books is asked about them. Each deviation is a sentence that
 * names its lease.
 */
final class Audit {
    private static final String EVENTS = "SELECT lease, kind, count(*) FROM event GROUP BY lease, kind";
    private static final String LEASES = "SELECT lease, state, coalesce(stream, '') FROM lease";
    private static final String MONEY = "SELECT lease, sum(amount), sum(returned) FROM withdrawal"
            + " WHERE seq NOT IN (SELECT withdrawal FROM reversal) GROUP BY lease";
    private static final String SUMMARIES = "SELECT lease, due, withdrawn, returned, shortfall FROM summary";
    private static final Set<String> ONCE =
            Set.of("JobStarted", "JobEnded", "ReceiptNumbered", "ReceiptSigned", "BidTaken", "StreamVerified");
    /** Withdrawn beyond a receipt: what is less stays with the provider, and what is more goes back to the renter. */
    private static final long MOST_BEYOND = StreamPayout.LEAST_RETURNED.baseUnits();

    private final Books books;
    private final LedgerReader ledger;
    private final List<String> deviations = new ArrayList<>();
    private final Map<String, Long> figures = new TreeMap<>();

    /** What is known of one lease. */
    private static final class Lease {
        String state = "";
        String stream = "";
        long withdrawn;
        long returned;
        final Map<String, Long> events = new HashMap<>();

        boolean had(String kind) {
            return events.containsKey(kind);
        }
    }

    /**
     * What others than the rig say. Amounts are base units.
     *
     * @param payout where the rig's money goes; held nothing before
     * @param paidOut what it holds now
     * @param purses what all renters held before
     * @param held what they hold now
     * @param contract what the payment contract holds now
     * @param transactions how many of the rig's are in blocks
     * @param rentals all that were ordered
     * @param troubles of the renters, one sentence each
     */
    record Books(
            EthAddress payout,
            Map<Long, ChainReader.Stream> streams,
            long paidOut,
            long purses,
            long held,
            long contract,
            long transactions,
            List<RentalRecord> rentals,
            List<String> troubles) {
        static Books of(CampaignStage stage, ChainReader chain) throws IOException {
            EthAddress payout = stage.rigKey().address();
            long held = 0;
            List<RentalRecord> rentals = new ArrayList<>();
            List<String> troubles = new ArrayList<>();
            for (CampaignRenter renter : stage.renters()) {
                held += chain.balance(renter.account());
                rentals.addAll(renter.records());
                troubles.addAll(renter.troubles());
            }
            return new Books(
                    payout,
                    chain.streams(),
                    chain.balance(payout),
                    CampaignStage.PURSE.baseUnits() * stage.renters().size(),
                    held,
                    chain.balanceOfContract(),
                    chain.transactionsOf(payout),
                    rentals,
                    troubles);
        }
    }

    private record Closed(long due, long withdrawn, long returned, long shortfall) {}

    Audit(Books books, LedgerReader ledger) {
        this.books = books;
        this.ledger = ledger;
    }

    List<String> deviations() {
        return deviations;
    }

    /** Counts and sums of base units. */
    Map<String, Long> figures() {
        return figures;
    }

    void run() throws IOException {
        Map<String, Lease> leases = leases();
        Map<String, Closed> closed = closed();
        Map<Long, ChainReader.Stream> streams = books.streams();
        events(leases);
        Set<Long> used = money(leases, closed, streams);
        unused(streams, used);
        balances(leases, streams);
        receipts(leases);
        transactions();
        renters();
        ledger.rows("PRAGMA quick_check", row -> {
            if (!row.getString(1).equals("ok")) deviations.add("The ledger is damaged: " + row.getString(1));
        });
    }

    private Map<String, Lease> leases() throws IOException {
        Map<String, Lease> leases = new TreeMap<>();
        ledger.rows(LEASES, row -> {
            Lease lease = new Lease();
            lease.state = row.getString(2);
            lease.stream = row.getString(3);
            leases.put(row.getString(1), lease);
        });
        ledger.rows(EVENTS, row -> {
            Lease lease = leases.get(row.getString(1));
            if (lease != null) lease.events.put(row.getString(2), row.getLong(3));
        });
        ledger.rows(MONEY, row -> {
            Lease lease = leases.get(row.getString(1));
            if (lease == null) return;
            lease.withdrawn = row.getLong(2);
            lease.returned = row.getLong(3);
        });
        figures.put("leases", (long) leases.size());
        return leases;
    }

    private Map<String, Closed> closed() throws IOException {
        Map<String, Closed> closed = new HashMap<>();
        ledger.rows(
                SUMMARIES,
                row -> closed.put(
                        row.getString(1), new Closed(row.getLong(2), row.getLong(3), row.getLong(4), row.getLong(5))));
        return closed;
    }

    private void events(Map<String, Lease> leases) {
        long ran = 0;
        for (Map.Entry<String, Lease> entry : leases.entrySet()) {
            String id = entry.getKey();
            Lease lease = entry.getValue();
            if (lease.state.equals("open")) deviations.add(id + ": is still open, with the events " + lease.events);
            ONCE.stream()
                    .filter(kind -> lease.events.getOrDefault(kind, 0L) > 1)
                    .forEach(kind -> deviations.add(id + ": " + kind + " " + lease.events.get(kind) + " times"));
            if (lease.had("JobStarted") && !lease.had("JobEnded")) deviations.add(id + ": a job began and never ended");
            if (lease.had("JobEnded") && !lease.had("ReceiptSigned"))
                deviations.add(id + ": the job ended and has no signed receipt");
            if (lease.had("JobStarted")) ran++;
        }
        figures.put("jobs", ran);
    }

    private Set<Long> money(
            Map<String, Lease> leases, Map<String, Closed> closed, Map<Long, ChainReader.Stream> streams) {
        Set<Long> used = new HashSet<>();
        EthAddress payout = books.payout();
        for (Map.Entry<String, Lease> entry : leases.entrySet()) {
            String id = entry.getKey();
            Lease lease = entry.getValue();
            if (lease.stream.isEmpty()) {
                if (lease.withdrawn != 0) deviations.add(id + ": withdrew " + lease.withdrawn + " without a stream");
                continue;
            }
            long number = Long.parseLong(lease.stream.substring(lease.stream.lastIndexOf(':') + 1));
            if (!used.add(number)) deviations.add(id + ": its stream " + number + " pays for another lease, too");
            ChainReader.Stream stream = streams.get(number);
            if (stream == null) {
                deviations.add(id + ": its stream " + number + " is not on the chain");
                continue;
            }
            long paid = stream.to(payout);
            if (lease.withdrawn != paid)
                deviations.add(id + ": the ledger has " + lease.withdrawn + " withdrawn, the chain " + paid);
            long returned = stream.withdrawnByAll() - paid;
            if (lease.returned != returned)
                deviations.add(id + ": the ledger has " + lease.returned + " returned, the chain " + returned);
            if (lease.state.equals("closed")) closed(id, lease, closed.get(id), stream);
        }
        return used;
    }

    private void closed(String id, Lease lease, @Nullable Closed sum, ChainReader.Stream stream) {
        if (sum == null) {
            deviations.add(id + ": is closed and has no summary");
            return;
        }
        if (sum.withdrawn() != lease.withdrawn || sum.returned() != lease.returned)
            deviations.add(id + ": its summary has " + sum.withdrawn() + " withdrawn and " + sum.returned()
                    + " returned, its withdrawals " + lease.withdrawn + " and " + lease.returned);
        if (lease.withdrawn + sum.shortfall() < sum.due())
            deviations.add(id + ": was closed with " + (sum.due() - lease.withdrawn - sum.shortfall())
                    + " of its receipt neither withdrawn nor booked as a loss");
        if (sum.shortfall() > 0)
            deviations.add(id + ": a loss of " + sum.shortfall() + " was booked; the stream holds " + stream.left);
        if (lease.withdrawn > sum.due() + MOST_BEYOND)
            deviations.add(id + ": " + (lease.withdrawn - sum.due()) + " more was withdrawn than its receipt asks for");
        if (stream.left > 0 && stream.debt > 0)
            deviations.add(id + ": is closed, and its stream still owes " + stream.debt + " of " + stream.left);
        figures.merge("withdrawn beyond receipts", Math.max(0, lease.withdrawn - sum.due()), Long::sum);
    }

    /** A renter pays into a stream before it says so; a rig that never heard of it has no claim. */
    private void unused(Map<Long, ChainReader.Stream> streams, Set<Long> used) {
        long unclaimed = 0;
        for (Map.Entry<Long, ChainReader.Stream> entry : streams.entrySet()) {
            ChainReader.Stream stream = entry.getValue();
            long sum = stream.withdrawnByAll() + stream.refunded + stream.left;
            if (stream.deposited != sum)
                deviations.add(
                        "stream " + entry.getKey() + ": " + stream.deposited + " came in, " + sum + " is known of");
            // What has been streamed is the provider's; all else has to be back with the renter.
            if (stream.left > stream.debt)
                deviations.add("stream " + entry.getKey() + ": " + (stream.left - stream.debt)
                        + " that was not streamed did not come back to the renter");
            if (used.contains(entry.getKey())) continue;
            unclaimed++;
            figures.merge("left in streams of no lease", stream.left, Long::sum);
        }
        figures.put("streams", (long) streams.size());
        figures.put("streams of no lease", unclaimed);
    }

    private void balances(Map<String, Lease> leases, Map<Long, ChainReader.Stream> streams) {
        long withdrawn = leases.values().stream().mapToLong(l -> l.withdrawn).sum();
        if (books.paidOut() != withdrawn)
            deviations.add(
                    "The payout account holds " + books.paidOut() + ", the ledger has " + withdrawn + " withdrawn");
        long deposited = streams.values().stream().mapToLong(s -> s.deposited).sum();
        long back = streams.values().stream()
                .mapToLong(s -> s.refunded + s.withdrawnByAll() - s.to(books.payout()))
                .sum();
        long due = books.purses() - deposited + back;
        if (books.held() != due)
            deviations.add("The renters hold " + books.held() + ", by their streams they should hold " + due);
        long left = streams.values().stream().mapToLong(s -> s.left).sum();
        if (books.contract() != left)
            deviations.add("The contract holds " + books.contract() + ", its streams " + left);
        figures.put("withdrawn", withdrawn);
        figures.put("deposited", deposited);
        figures.put("back to renters", back);
        figures.put("left in streams", left);
    }

    private void receipts(Map<String, Lease> leases) throws IOException {
        long[] next = {1};
        Map<String, String> hashes = new HashMap<>();
        Map<String, Long> numbers = new HashMap<>();
        ledger.rows("SELECT number, lease, hash FROM receipt ORDER BY number", row -> {
            if (row.getLong(1) != next[0])
                deviations.add("Receipt " + next[0] + " is missing: the next one is " + row.getLong(1));
            next[0] = row.getLong(1) + 1;
            numbers.put(row.getString(2), row.getLong(1));
            hashes.put(row.getString(2), row.getString(3));
        });
        figures.put("receipts", (long) numbers.size());
        leases.forEach((id, lease) -> {
            if (lease.had("ReceiptNumbered") && !hashes.containsKey(id))
                deviations.add(id + ": a receipt was numbered and is not in the list of receipts");
        });
        // What the renters hold was signed: no number may stand there with another content.
        books.rentals().forEach(rental -> compare(rental, numbers));
    }

    private void compare(RentalRecord record, Map<String, Long> numbers) {
        if (record.receipt().isEmpty()) return;
        Receipt receipt = record.receipt().get().message().receipt();
        Long number = numbers.get(receipt.lease().value());
        if (number == null || number != receipt.number())
            deviations.add(receipt.lease() + ": the renter has receipt " + receipt.number() + ", the ledger " + number);
    }

    private void transactions() throws IOException {
        long[] next = {0};
        ledger.rows("SELECT nonce, sum(settled) FROM transaction_attempt GROUP BY nonce ORDER BY nonce", row -> {
            if (row.getLong(1) != next[0])
                deviations.add("Nonce " + next[0] + " was never used: the next one is " + row.getLong(1));
            if (row.getLong(2) == 0) deviations.add("The transaction with nonce " + row.getLong(1) + " is in no block");
            next[0] = row.getLong(1) + 1;
        });
        if (books.transactions() != next[0])
            deviations.add("The chain has " + books.transactions() + " transactions of the rig, the ledger " + next[0]);
        figures.put("transactions", books.transactions());
    }

    private void renters() {
        deviations.addAll(books.troubles());
        Map<String, Long> endings = new TreeMap<>();
        for (RentalRecord record : books.rentals()) {
            if (record.open())
                deviations.add("order " + record.order().message().id() + ": is still open for its renter, in phase "
                        + record.phase());
            if (record.closing().isEmpty()) continue;
            Closing closing = record.closing().get();
            endings.merge("rentals " + closing.ending().name(), 1L, Long::sum);
            if (closing.ending() == Closing.Ending.FALSE_RECEIPT)
                deviations.add("order " + record.order().message().id() + ": its renter calls the receipt false: "
                        + closing.words());
        }
        figures.putAll(endings);
    }
}
