package org.headroom.wallet;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.headroom.model.money.EthAddress;
import org.headroom.model.payment.ChainLook;
import org.headroom.model.payment.ChainStatus;
import org.headroom.model.payment.PaymentFailure;
import org.headroom.model.payment.PaymentFailure.Kind;
import org.headroom.model.payment.StreamReading;
import org.headroom.model.payment.StreamReading.Unreadable;
import org.headroom.model.payment.StreamRef;
import org.headroom.model.payment.WalletBalance;

/** Reads head, balance and streams, all in the state of one block of one node. Any thread; blocks; never throws. */
final class LookReader {
    /** One node's answers. */
    private record Sheet(NodeHead head, Optional<WalletBalance> balance, Map<StreamRef, StreamReading> streams) {
        boolean isUseless() {
            return !streams.isEmpty() && streams.values().stream().allMatch(LookReader::isNodes);
        }
    }

    private final ChainSettings settings;
    private final NodePool pool;
    private final StreamCodec codec;
    private final ChainNotices notices;

    LookReader(ChainSettings settings, NodePool pool, ChainNotices notices) {
        this.notices = notices;
        this.settings = settings;
        this.pool = pool;
        this.codec = new StreamCodec(settings);
    }

    ChainStatus status() {
        try {
            return up(pool.ask(pool.deadline(), (node, deadline) -> node.head(true, deadline))
                    .value());
        } catch (PaymentFailure e) {
            return down(e);
        }
    }

    /** In the state of the newest block. */
    WalletBalance balance(EthAddress account) throws PaymentFailure {
        return pool.ask(pool.deadline(), (node, deadline) -> {
                    long block = node.head(false, deadline).number();
                    return BalanceReader.decode(
                            account,
                            node.reader().requests(BalanceReader.requests(settings.token(), account, block), deadline));
                })
                .value();
    }

    ChainLook look(EthAddress account, Collection<StreamRef> streams) {
        Map<StreamRef, StreamReading> readings = new HashMap<>();
        List<StreamRef> ours = new ArrayList<>();
        for (StreamRef ref : new LinkedHashSet<>(streams)) {
            try {
                codec.requireOurs(ref);
                ours.add(ref);
            } catch (PaymentFailure e) {
                readings.put(ref, unreadable(ref, e));
            }
        }
        Deadline deadline = pool.deadline();
        try {
            NodePool.Answer<Sheet> answer = usefulSheet(account, ours, deadline);
            Sheet sheet = answer.value();
            readings.putAll(sheet.streams());
            askAnother(answer, readings, deadline);
            pool.probeOthers(answer.node());
            return new ChainLook(up(sheet.head()), sheet.balance(), readings);
        } catch (PaymentFailure e) {
            for (StreamRef ref : ours) readings.put(ref, unreadable(ref, e));
            Optional<Instant> refused = e instanceof NodeFailure f ? f.headTime() : Optional.empty();
            return new ChainLook(down(e), Optional.empty(), readings, refused);
        }
    }

    /** A node that can read none of the streams is left for another, and believed only if all others do no better. */
    private NodePool.Answer<Sheet> usefulSheet(EthAddress account, List<StreamRef> ours, Deadline deadline)
            throws PaymentFailure {
        List<NodePool.Answer<Sheet>> useless = new ArrayList<>();
        try {
            return pool.ask(deadline, (node, d) -> {
                Sheet sheet = sheet(node, account, ours, d);
                if (!sheet.isUseless()) return sheet;
                useless.add(new NodePool.Answer<>(node, sheet));
                throw failure(sheet);
            });
        } catch (PaymentFailure e) {
            if (useless.isEmpty()) throw e;
            return useless.getFirst();
        }
    }

    private Sheet sheet(NodeConnection node, EthAddress account, List<StreamRef> ours, Deadline deadline)
            throws PaymentFailure {
        NodeHead head = node.head(true, deadline);
        long block = head.number();
        List<ContractCall> calls = new ArrayList<>();
        for (StreamRef ref : ours) calls.addAll(codec.calls(ref));
        List<RpcRequest> balances = BalanceReader.requests(settings.token(), account, block);
        List<RpcReply> replies = node.reader().read(balances, calls, block, deadline);
        Map<StreamRef, StreamReading> readings = new HashMap<>();
        int next = balances.size();
        for (StreamRef ref : ours) {
            readings.put(ref, reading(ref, head.block(), replies.subList(next, next + StreamCodec.CALLS)));
            next += StreamCodec.CALLS;
        }
        Optional<WalletBalance> balance;
        try {
            balance = Optional.of(BalanceReader.decode(account, replies));
        } catch (PaymentFailure e) {
            balance = Optional.empty();
        }
        return new Sheet(head, balance, readings);
    }

    /** What one node cannot read of some streams another may, in the state of the same block. */
    private void askAnother(NodePool.Answer<Sheet> answer, Map<StreamRef, StreamReading> readings, Deadline deadline) {
        List<StreamRef> missing = answer.value().streams().values().stream()
                .filter(LookReader::isNodes)
                .map(StreamReading::ref)
                .toList();
        if (missing.isEmpty()) return;
        Chain.Block block = answer.value().head().block();
        for (NodeConnection other : pool.usable()) {
            if (other == answer.node()) continue;
            try {
                pool.askOnce(other, deadline, (node, d) -> {
                            node.requireIdentity(d);
                            return read(node, block, missing, d);
                        })
                        .ifPresent(found -> found.value().forEach((ref, reading) -> {
                            if (!isNodes(reading)) readings.put(ref, reading);
                        }));
            } catch (PaymentFailure e) {
                continue;
            }
            return;
        }
    }

    /** Streams in the state of one block, each failing alone. */
    Map<StreamRef, StreamReading> read(
            NodeConnection node, Chain.Block block, List<StreamRef> streams, Deadline deadline) throws PaymentFailure {
        List<ContractCall> calls = new ArrayList<>();
        for (StreamRef ref : streams) calls.addAll(codec.calls(ref));
        List<RpcReply> replies = node.reader().calls(calls, block.number(), deadline);
        Map<StreamRef, StreamReading> readings = new HashMap<>();
        for (int i = 0; i < streams.size(); i++)
            readings.put(
                    streams.get(i),
                    reading(
                            streams.get(i),
                            block,
                            replies.subList(StreamCodec.CALLS * i, StreamCodec.CALLS * (i + 1))));
        return readings;
    }

    private StreamReading reading(StreamRef ref, Chain.Block block, List<RpcReply> replies) {
        try {
            return new StreamReading.Read(codec.decode(ref, block, replies));
        } catch (PaymentFailure e) {
            return unreadable(ref, e);
        }
    }

    private ChainStatus up(NodeHead head) {
        String message = "Connected to " + settings.name() + ", block " + head.number() + "."
                + pool.problems().map(p -> " " + p).orElse("")
                + notices.newest().map(n -> " " + n).orElse("");
        return new ChainStatus(
                true,
                settings.chainId(),
                settings.name(),
                head.number(),
                message,
                Optional.of(head.block().time()),
                head.finalBlock(),
                notices.newestDisagreement(),
                pool.singleNode());
    }

    private ChainStatus down(PaymentFailure e) {
        return ChainStatus.down(settings.chainId(), settings.name(), e);
    }

    private static Unreadable unreadable(StreamRef ref, PaymentFailure e) {
        return new Unreadable(ref, e.kind(), String.valueOf(e.getMessage()));
    }

    private static boolean isNodes(StreamReading reading) {
        return reading instanceof Unreadable u && (u.kind() == Kind.BAD_ANSWER || u.kind() == Kind.UNREACHABLE);
    }

    private static PaymentFailure failure(Sheet sheet) {
        return sheet.streams().values().stream()
                .filter(Unreadable.class::isInstance)
                .map(Unreadable.class::cast)
                .findFirst()
                .map(u -> new PaymentFailure(u.kind(), u.reason()))
                .orElseGet(() -> RpcValues.bad("the streams"));
    }
}
