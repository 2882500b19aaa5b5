package org.headroom.console.decisions;

import java.util.List;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.StackLayout;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.headroom.console.desk.DeskPart;
import org.headroom.ui.cell.Role;
import org.headroom.ui.parts.Choice;

/** Every order that was seen and what was answered; and what other rules would have answered. */
public final class DecisionsPart extends DeskPart {
    private static final List<String> PAGES = List.of("Decisions", "What if…");
    private Composite stack;
    private DecisionsPage decisions;
    private DryRunPage dryRun;
    private boolean asking;

    @Override
    protected Control content(Composite parent) {
        stack = new Composite(parent, SWT.NONE);
        StackLayout layout = new StackLayout();
        stack.setLayout(layout);
        decisions = new DecisionsPage(stack, services());
        dryRun = new DryRunPage(stack, services());
        whenDisposed(dryRun::close);
        layout.topControl = decisions.control();
        onStrip(strip -> new Choice(strip, Role.PANEL, PAGES, 0, i -> ask(i == 1)));
        return stack;
    }

    /** Shows the dry run, or the decisions. */
    public void ask(boolean now) {
        asking = now;
        ((StackLayout) stack.getLayout()).topControl = now ? dryRun.control() : decisions.control();
        stack.layout();
        refresh();
        setFocus();
    }

    @Override
    protected void refresh() {
        if (asking) dryRun.refresh();
        else decisions.refresh();
    }

    @Override
    public void setFocus() {
        if (asking) dryRun.setFocus();
        else decisions.table().setFocus();
    }
}
