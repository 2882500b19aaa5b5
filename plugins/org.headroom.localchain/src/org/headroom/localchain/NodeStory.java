package org.headroom.localchain;

import java.io.PrintStream;
import java.lang.reflect.Method;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Counts what one story, a test method, asks of its nodes. A node that several stories share is counted from the story's
 * beginning. Where nothing was delayed, limited or failed, the story ends with an error unless it is declared to be
 * {@link WithoutMishaps}.
 */
public final class NodeStory {
    private final String name;
    private final Optional<WithoutMishaps> declared;
    private final Map<ChainNode, NodeCounts> before = new LinkedHashMap<>();

    private NodeStory(String name, Optional<WithoutMishaps> declared) {
        this.name = name;
        this.declared = declared;
    }

    /** @param display what tells one run of a parametrised method from another */
    public static NodeStory of(Class<?> test, Method method, String display) {
        String name = test.getSimpleName() + "." + method.getName();
        WithoutMishaps own = method.getAnnotation(WithoutMishaps.class);
        return new NodeStory(
                display.startsWith(method.getName()) ? name : name + " " + display,
                Optional.ofNullable(own == null ? test.getAnnotation(WithoutMishaps.class) : own));
    }

    /** The story asks this node from now on, and the node's failures begin anew: a short story meets them, too. */
    public synchronized NodeStory asks(ChainNode node) {
        node.beginFaultsAnew();
        before.put(node, node.counts());
        return this;
    }

    /** The story opened this node itself: all that was asked of it counts. */
    public synchronized NodeStory opened(ChainNode node) {
        before.put(node, NodeCounts.NONE);
        return this;
    }

    /**
     * Prints what was asked. Nodes may be closed by now. Nothing is said of a story that has no node.
     *
     * @throws IllegalStateException if the story met no delay, limit or failure: it has proven less than it seems
     */
    public synchronized void end(PrintStream out) {
        if (before.isEmpty()) return;
        NodeCounts counts = before.entrySet().stream()
                .map(e -> e.getKey().counts().since(e.getValue()))
                .reduce(NodeCounts.NONE, NodeCounts::plus);
        boolean behindNodes =
                before.keySet().stream().allMatch(n -> n.publicNode().isPresent());
        before.clear();
        out.println(name + ": " + counts.summary()
                + declared.map(d -> "; without mishaps: " + d.value()).orElse(""));
        if (!behindNodes) return;
        if (declared.isEmpty() && ChainNode.mishapsAreUsual()) counts.requireMishaps(name);
        else if (!declared.map(WithoutMishaps::mayAskNothing).orElse(false)) counts.requireDelays(name);
    }
}
