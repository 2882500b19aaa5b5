package org.headroom.wallet;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.headroom.model.payment.PaymentFailure;
import org.headroom.model.payment.PaymentFailure.Kind;
import org.jspecify.annotations.Nullable;

/**
 * The nodes of one chain. What one of them fails to do another does, or the same one after a pause; each operation ends
 * within the policy's total time. Any thread; blocks; holds no lock while a node is waited for.
 */
final class NodePool implements AutoCloseable {
    /** What is asked of one node. Its failure of kind UNREACHABLE, BAD_ANSWER or WRONG_CHAIN is the node's; others are answers. */
    interface Question<T> {
        T ask(NodeConnection node, Deadline deadline) throws PaymentFailure;
    }

    /** What one node answered. */
    record Answer<T>(NodeConnection node, T value) {}

    /** With less time left no request is begun: an answer that could not be waited for is not the node's failure. */
    private static final Duration SHORTEST_REQUEST = Duration.ofSeconds(1);

    private final List<NodeConnection> nodes;
    private final RetryPolicy policy;

    NodePool(ChainSettings settings, RetryPolicy policy, Clock clock) {
        this.policy = policy;
        this.nodes = settings.nodes().stream()
                .map(uri -> new NodeConnection(settings, policy, clock, new JsonRpc(uri, policy.limits())))
                .toList();
    }

    int size() {
        return nodes.size();
    }

    /** How many nodes there are where those of one host count as one: see {@link NodeHost}. */
    int parties() {
        return (int) nodes.stream().map(n -> n.rpc().party()).distinct().count();
    }

    Deadline deadline() {
        return Deadline.in(policy.total());
    }

    /** Asks the first node that answers. */
    <T> Answer<T> ask(Deadline deadline, Question<T> question) throws PaymentFailure {
        return ask(deadline, Set.of(), question);
    }

    /** Asks the first node that answers. @param except nodes that are not asked: not all of them */
    <T> Answer<T> ask(Deadline deadline, Set<NodeConnection> except, Question<T> question) throws PaymentFailure {
        Map<NodeConnection, Integer> attempts = new HashMap<>();
        for (NodeConnection n : except) attempts.put(n, policy.attempts());
        PaymentFailure last = null;
        while (true) {
            NodeConnection node = next(attempts);
            if (node == null) throw last == null ? silent(nodes.getFirst()) : last;
            Duration pause = node.pause();
            if (pause.plus(SHORTEST_REQUEST).compareTo(deadline.left()) > 0) throw last == null ? silent(node) : last;
            if (!pause.isZero()) LockSupport.parkNanos(pause.toNanos());
            if (Thread.currentThread().isInterrupted()) throw interrupted(node);
            if (!node.pause().isZero()) continue;
            attempts.merge(node, 1, Integer::sum);
            try {
                T value = question.ask(node, deadline);
                node.succeeded();
                return new Answer<>(node, value);
            } catch (PaymentFailure e) {
                if (!isNodes(e)) {
                    node.succeeded();
                    throw e;
                }
                node.failed(e);
                last = e;
                if (!(e instanceof NodeFailure f && f.type().isRepeatable())) attempts.put(node, policy.attempts());
                if (e instanceof NodeFailure f && f.type() == NodeFailure.Type.INTERRUPTED) throw e;
            }
        }
    }

    /**
     * Asks two nodes where two answer. The second is asked again where it fails for a moment, and not waited for where it has
     * failed for longer.
     *
     * @return one answer, or two of nodes of different hosts
     */
    <T> List<Answer<T>> askTwo(Deadline deadline, Question<T> question) throws PaymentFailure {
        Answer<T> first = ask(deadline, question);
        List<Answer<T>> answers = new ArrayList<>();
        answers.add(first);
        for (NodeConnection other : witnesses()) {
            if (answers.size() == 2) break;
            if (other.isSameParty(first.node())) continue;
            askWitness(other, deadline, question).ifPresent(answers::add);
        }
        return answers;
    }

    /**
     * Asks a node that is to confirm what another one says: again after a pause while it fails for a moment, so that one lost
     * call does not leave the decision to the other one alone.
     *
     * @return empty if it did not answer; what is an answer is thrown
     */
    <T> Optional<Answer<T>> askWitness(NodeConnection node, Deadline deadline, Question<T> question)
            throws PaymentFailure {
        while (true) {
            Duration pause = node.pause();
            if (pause.plus(SHORTEST_REQUEST).compareTo(deadline.left()) > 0) return Optional.empty();
            if (!pause.isZero()) LockSupport.parkNanos(pause.toNanos());
            if (Thread.currentThread().isInterrupted()) return Optional.empty();
            if (!node.pause().isZero()) continue;
            Optional<Answer<T>> answer = askOnce(node, deadline, question);
            if (answer.isPresent() || !node.failsForAMoment()) return answer;
        }
    }

    /** Asks one node once. @return empty if it failed; what is an answer is thrown */
    <T> Optional<Answer<T>> askOnce(NodeConnection node, Deadline deadline, Question<T> question)
            throws PaymentFailure {
        if (deadline.isOver()) return Optional.empty();
        return askOnce(node, deadline, question, failure -> {});
    }

    /** Asks one node once. @param failed is told why there is no answer */
    <T> Optional<Answer<T>> askOnce(
            NodeConnection node, Deadline deadline, Question<T> question, Consumer<PaymentFailure> failed)
            throws PaymentFailure {
        try {
            T value = question.ask(node, deadline);
            node.succeeded();
            return Optional.of(new Answer<>(node, value));
        } catch (PaymentFailure e) {
            if (!isNodes(e)) throw e;
            node.failed(e);
            failed.accept(e);
            return Optional.empty();
        }
    }

    /** The nodes that may be asked at once, best first. */
    List<NodeConnection> usable() {
        return nodes.stream()
                .filter(n -> n.pause().isZero())
                .sorted(Comparator.comparing(NodeConnection::isDemoted))
                .toList();
    }

    /** The nodes that may confirm what another one says, best first: those that may be asked at once or in a moment. */
    List<NodeConnection> witnesses() {
        return nodes.stream()
                .filter(n -> n.pause().isZero() || n.failsForAMoment())
                .sorted(Comparator.comparing(NodeConnection::isDemoted))
                .toList();
    }

    /** What is wrong with some of the nodes, as a sentence; empty where all of them answer. */
    Optional<String> problems() {
        List<String> problems =
                nodes.stream().flatMap(n -> n.problem().stream()).toList();
        if (problems.isEmpty() || nodes.size() == 1) return Optional.empty();
        int well = nodes.size() - problems.size();
        return Optional.of(count(well) + " of " + count(nodes.size()).toLowerCase(Locale.ROOT) + " nodes "
                + (well == 1 ? "answers" : "answer") + ". " + problems.getFirst());
    }

    /**
     * Which node decides over money alone, and what is wrong with another one, as sentences; empty where two can be used, where
     * all nodes count as one, and where none can be used.
     */
    Optional<String> singleNode() {
        List<NodeConnection> usable = nodes.stream().filter(n -> !n.isOut()).toList();
        if (parties() < 2 || usable.isEmpty()) return Optional.empty();
        NodeConnection one = usable.getFirst();
        if (usable.stream().anyMatch(n -> !n.isSameParty(one))) return Optional.empty();
        String why = nodes.stream()
                .filter(n -> !n.isSameParty(one))
                .flatMap(n -> n.problem().stream())
                .findFirst()
                .map(p -> " " + p)
                .orElse("");
        return Optional.of(
                "Of the chain's nodes only " + one.host() + " can be used: it decides over money alone." + why);
    }

    /**
     * Asks the nodes that nobody has asked for a while whether they answer: so that it is known before a decision needs two. Returns at once; each is asked on a thread of its own, one at a time.
     *
     * @param answered the one that has just answered
     */
    void probeOthers(NodeConnection answered) {
        for (NodeConnection node : nodes) {
            if (node == answered || !node.beginProbe()) continue;
            Thread.ofVirtual().name("chain-probe").start(() -> {
                try {
                    askWitness(node, deadline(), (n, deadline) -> n.head(false, deadline));
                } catch (PaymentFailure e) {
                    // An answer, not a failure of the node.
                    node.succeeded();
                } finally {
                    node.endProbe();
                }
            });
        }
    }

    /** Sends each request to the first node that answers; a transaction that a node refuses goes to no other. */
    RpcClient client() {
        return new RpcClient() {
            @Override
            public JsonNode call(String method, Object... params) throws PaymentFailure {
                RpcRequest request = new RpcRequest(method, List.of(params));
                return NodePool.this.call(request);
            }

            @Override
            public void close() {
                NodePool.this.close();
            }
        };
    }

    @Override
    public void close() {
        nodes.forEach(NodeConnection::close);
    }

    private JsonNode call(RpcRequest request) throws PaymentFailure {
        boolean sends = request.method().equals("eth_sendRawTransaction");
        Answer<RpcReply> reply = ask(deadline(), (node, deadline) -> {
            node.requireIdentity(deadline);
            try {
                return new RpcReply.Result(node.rpc().call(request, node.requestTimeout(deadline)));
            } catch (NodeFailure e) {
                if (sends && e.type() == NodeFailure.Type.REFUSED) return new RpcReply.Failed(e);
                throw e;
            }
        });
        return reply.value().value();
    }

    /** Nodes that are ready come first, then those that were believed, then in the order of the settings. */
    private @Nullable NodeConnection next(Map<NodeConnection, Integer> attempts) {
        return nodes.stream()
                .filter(n -> attempts.getOrDefault(n, 0) < policy.attempts())
                .min(Comparator.comparing(NodeConnection::pause).thenComparing(NodeConnection::isDemoted))
                .orElse(null);
    }

    /** Whether the node failed, and another one may answer. */
    static boolean isNodes(PaymentFailure e) {
        return e instanceof NodeFailure
                || e.kind() == Kind.UNREACHABLE
                || e.kind() == Kind.BAD_ANSWER
                || e.kind() == Kind.WRONG_CHAIN;
    }

    private static NodeFailure silent(NodeConnection node) {
        String why = node.problem().orElse("The chain's node " + node.host() + " does not answer.");
        return new NodeFailure(
                NodeFailure.Type.UNREACHABLE,
                Kind.UNREACHABLE,
                why + " It is asked again in "
                        + Math.max(1, node.pause().plusMillis(500).toSeconds()) + " s.",
                null);
    }

    private static NodeFailure interrupted(NodeConnection node) {
        return new NodeFailure(
                NodeFailure.Type.INTERRUPTED,
                Kind.UNREACHABLE,
                "The chain's node " + node.host() + " was not waited for: the program is ending.",
                null);
    }

    private static String count(int n) {
        String[] words = {"None", "One", "Two", "Three", "Four", "Five"};
        return n < words.length ? words[n] : Integer.toString(n);
    }
}
