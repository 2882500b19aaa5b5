package org.headroom.console.availability;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.eclipse.swt.SWT;
import org.eclipse.swt.accessibility.AccessibleAdapter;
import org.eclipse.swt.accessibility.AccessibleEvent;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.widgets.Canvas;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Menu;
import org.eclipse.swt.widgets.MenuItem;
import org.headroom.console.desk.GpuNames;
import org.headroom.model.VisibleText;
import org.headroom.model.gpu.GpuId;
import org.headroom.model.gpu.GpuIdentity;
import org.headroom.model.gpu.GpuReading;
import org.headroom.ui.cell.Role;
import org.headroom.ui.look.Look;

/** Beside the tabs: whose rules are shown, all GPUs' or one's. UI thread. */
final class GpuChooser extends Canvas {
    private static final int WIDTH = 110;
    private final Look look;
    private final Consumer<Optional<GpuId>> chosen;
    private List<GpuReading> gpus = List.of();
    private Optional<GpuId> whose = Optional.empty();

    GpuChooser(Composite parent, Consumer<Optional<GpuId>> chosen) {
        super(parent, SWT.DOUBLE_BUFFERED | SWT.NO_BACKGROUND);
        this.look = Look.of(parent);
        this.chosen = chosen;
        look.follow(this);
        addListener(SWT.Paint, e -> paint(e.gc));
        addListener(SWT.MouseDown, e -> menu());
        addListener(SWT.KeyDown, e -> {
            if (e.character == ' ' || e.character == SWT.CR || e.keyCode == SWT.ARROW_DOWN) menu();
        });
        addListener(SWT.Traverse, e -> e.doit = e.detail != SWT.TRAVERSE_RETURN);
        addListener(SWT.FocusIn, e -> redraw());
        addListener(SWT.FocusOut, e -> redraw());
        getAccessible().addAccessibleListener(new AccessibleAdapter() {
            @Override
            public void getName(AccessibleEvent e) {
                e.result = "Rules of " + words();
            }
        });
    }

    void show(List<GpuReading> all, Optional<GpuId> of) {
        gpus = List.copyOf(all);
        if (of.equals(whose)) return;
        whose = of;
        redraw();
    }

    private String words() {
        return whose.flatMap(id -> GpuNames.find(gpus, id))
                .map(g -> "GPU " + g.identity().index())
                .orElse("All GPUs");
    }

    private void menu() {
        Menu menu = new Menu(this);
        item(menu, "All GPUs", Optional.empty());
        for (GpuReading gpu : gpus) {
            GpuIdentity identity = gpu.identity();
            item(menu, "GPU " + identity.index() + " · " + GpuNames.brief(identity.name()), Optional.of(identity.id()));
        }
        menu.addListener(SWT.Hide, e -> getDisplay().asyncExec(menu::dispose));
        menu.setLocation(toDisplay(0, getSize().y));
        menu.setVisible(true);
    }

    private void item(Menu menu, String words, Optional<GpuId> gpu) {
        MenuItem item = new MenuItem(menu, SWT.RADIO);
        item.setText(VisibleText.line(words));
        item.setSelection(gpu.equals(whose));
        item.addListener(SWT.Selection, e -> {
            if (item.getSelection() && !gpu.equals(whose)) chosen.accept(gpu);
        });
    }

    @Override
    public Point computeSize(int wHint, int hHint, boolean changed) {
        return new Point(wHint == SWT.DEFAULT ? WIDTH : wHint, hHint == SWT.DEFAULT ? 22 : hHint);
    }

    private void paint(GC gc) {
        gc.setBackground(look.color(Role.PANEL));
        gc.fillRectangle(getClientArea());
        gc.setFont(look.font(Look.Size.SMALL, true));
        gc.setForeground(look.color(Role.ACCENT));
        String text = words() + " ▾";
        int x = getClientArea().width - look.width(gc, text) - 8;
        gc.drawText(text, x, Look.baselineTop(gc, 0, getClientArea().height), SWT.DRAW_TRANSPARENT);
        if (!isFocusControl()) return;
        gc.setBackground(look.color(Role.ACCENT));
        gc.fillRectangle(x, getClientArea().height - 2, look.width(gc, text), 1);
    }
}
