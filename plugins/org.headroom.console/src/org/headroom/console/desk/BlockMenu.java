package org.headroom.console.desk;

import java.util.Optional;
import java.util.function.Supplier;
import org.eclipse.core.runtime.IStatus;
import org.eclipse.core.runtime.Status;
import org.eclipse.core.runtime.jobs.Job;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Menu;
import org.eclipse.swt.widgets.MenuItem;
import org.headroom.model.market.Blocklist;
import org.headroom.model.money.EthAddress;
import org.headroom.ui.table.DrawnTable;

/** "Block this renter…" in the menu of a table, or "Unblock". UI thread; what is written is written elsewhere. */
public final class BlockMenu {
    private final DrawnTable table;
    private final Services services;
    private final Supplier<Optional<EthAddress>> who;
    private Optional<MenuItem> item = Optional.empty();

    private BlockMenu(DrawnTable table, Services services, Supplier<Optional<EthAddress>> who) {
        this.table = table;
        this.services = services;
        this.who = who;
    }

    /**
     * Adds it to the menu that a table has already.
     *
     * @param who the party of the chosen row; empty where there is none, or where it is this rig itself
     */
    public static void on(DrawnTable table, Services services, Supplier<Optional<EthAddress>> who) {
        BlockMenu made = new BlockMenu(table, services, who);
        Menu menu = table.getMenu();
        menu.addListener(SWT.Show, e -> made.show(menu));
    }

    private void show(Menu menu) {
        // Other menus of tables are made anew each time they are shown, and have lost this one then.
        MenuItem shown = item.filter(i -> !i.isDisposed()).orElseGet(() -> {
            new MenuItem(menu, SWT.SEPARATOR);
            MenuItem made = new MenuItem(menu, SWT.PUSH);
            made.addListener(SWT.Selection, e -> chosen());
            return made;
        });
        item = Optional.of(shown);
        Optional<EthAddress> party = who.get();
        boolean blocked = party.flatMap(this::block).isPresent();
        shown.setText(blocked ? "Unblock " + party.get().brief() : "Block this renter…");
        shown.setEnabled(party.isPresent() && services.blocks().isPresent());
    }

    private Optional<Blocklist.Block> block(EthAddress party) {
        return services.blocks().flatMap(b -> b.of(party));
    }

    private void chosen() {
        who.get().ifPresent(party -> {
            if (block(party).isPresent()) unblock(services, party);
            else new BlockSheet(table.getShell(), services, party).open();
        });
    }

    /** Lifts a block; away from the UI thread. */
    public static void unblock(Services services, EthAddress party) {
        write("Unblocking " + party.brief(), services, b -> b.unblock(party));
    }

    static void write(String what, Services services, java.util.function.Consumer<Blocklist> change) {
        services.blocks()
                .ifPresent(blocks -> Job.create(what, monitor -> {
                            try {
                                change.accept(blocks);
                                return Status.OK_STATUS;
                            } catch (RuntimeException e) {
                                return new Status(
                                        IStatus.ERROR,
                                        BlockMenu.class,
                                        "The list of blocked renters stays as it was. "
                                                + String.valueOf(e.getMessage()),
                                        e);
                            }
                        })
                        .schedule());
    }
}
