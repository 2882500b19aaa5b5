package org.headroom.console.desk;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.core.runtime.preferences.IEclipsePreferences;
import org.eclipse.core.runtime.preferences.InstanceScope;
import org.headroom.ui.table.DrawnTable;
import org.headroom.ui.table.TableState;
import org.osgi.service.prefs.BackingStoreException;
import org.slf4j.LoggerFactory;

/** Remembers what a person made of a table's columns, from one start to the next. UI thread; writes on another. */
public final class TableMemory {
    private static final String NODE = "org.headroom.console/tables";
    /** Widening a column is many small changes. */
    private static final Executor SOON = CompletableFuture.delayedExecutor(500, TimeUnit.MILLISECONDS);

    private TableMemory() {}

    /** @param view the name under which it is remembered */
    public static void of(DrawnTable table, String view) {
        IEclipsePreferences node = InstanceScope.INSTANCE.getNode(NODE);
        table.state(TableState.read(node.get(view, ""), table.columns()));
        AtomicBoolean writing = new AtomicBoolean();
        table.onChange(() -> {
            String now = table.state().equals(TableState.of(table.columns()))
                    ? ""
                    : table.state().written();
            if (now.equals(node.get(view, ""))) return;
            if (now.isEmpty()) node.remove(view);
            else node.put(view, now);
            if (writing.compareAndSet(false, true)) SOON.execute(() -> write(node, writing));
        });
    }

    private static void write(IEclipsePreferences node, AtomicBoolean writing) {
        writing.set(false);
        try {
            node.flush();
        } catch (BackingStoreException e) {
            LoggerFactory.getLogger(TableMemory.class)
                    .warn("The columns of a table could not be remembered: {}", e.getMessage());
        }
    }
}
