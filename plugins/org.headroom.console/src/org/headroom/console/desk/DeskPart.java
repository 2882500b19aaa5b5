package org.headroom.console.desk;

import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import org.eclipse.jface.action.ControlContribution;
import org.eclipse.jface.viewers.ISelection;
import org.eclipse.jface.viewers.IStructuredSelection;
import org.eclipse.swt.SWT;
import org.eclipse.swt.SWTException;
import org.eclipse.swt.layout.FillLayout;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Listener;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.ui.IPartListener2;
import org.eclipse.ui.ISelectionListener;
import org.eclipse.ui.IWorkbenchPart;
import org.eclipse.ui.IWorkbenchPartReference;
import org.eclipse.ui.part.ViewPart;
import org.headroom.model.Subscription;
import org.headroom.ui.look.Look;
import org.headroom.ui.refresh.RefreshRequest;
import org.slf4j.LoggerFactory;

/** A view's shell: builds its control, asks for a refresh when something changes and it is visible, cleans up. */
public abstract class DeskPart extends ViewPart {
    private final List<Runnable> onDispose = new ArrayList<>();

    @Inject
    private Services services;

    protected abstract Control content(Composite parent);

    /** Shows what there is now; UI thread, at most a few times a second, only while visible. */
    protected abstract void refresh();

    protected final Services services() {
        return services;
    }

    @Override
    public final void createPartControl(Composite parent) {
        parent.setLayout(new FillLayout());
        Control control = content(parent);
        RefreshRequest request = new RefreshRequest(control, () -> {
            if (visible()) refresh();
        });
        Subscription data = services.onChange(request::request);
        Subscription theme = Look.of(parent).onChange(request::request);
        IPartListener2 listener = new IPartListener2() {
            @Override
            public void partVisible(IWorkbenchPartReference ref) {
                if (ref.getPart(false) == DeskPart.this) request.request();
            }
        };
        getSite().getPage().addPartListener(listener);
        Shell window = getSite().getShell();
        Listener back = e -> request.request();
        window.addListener(SWT.Deiconify, back);
        whenDisposed(() -> {
            if (!window.isDisposed()) window.removeListener(SWT.Deiconify, back);
        });
        whenDisposed(data::close);
        whenDisposed(theme::close);
        whenDisposed(() -> getSite().getPage().removePartListener(listener));
        refresh();
    }

    private boolean visible() {
        return !getSite().getShell().getMinimized() && getSite().getPage().isPartVisible(this);
    }

    /** Runs actions on the UI thread soon, for as long as a control lives; may be called on any thread. */
    protected static Executor onUiThread(Control control) {
        Display display = control.getDisplay();
        return action -> {
            if (display.isDisposed()) return;
            try {
                display.asyncExec(() -> {
                    if (!control.isDisposed()) action.run();
                });
            } catch (SWTException closed) {
                LoggerFactory.getLogger(DeskPart.class).debug("The window is closed; an answer is dropped");
            }
        };
    }

    protected final void whenDisposed(Runnable action) {
        onDispose.add(action);
    }

    /** Puts a control on the right of the tabs. */
    protected final void onStrip(java.util.function.Function<Composite, Control> maker) {
        getViewSite()
                .getActionBars()
                .getToolBarManager()
                .add(new ControlContribution(getSite().getId() + ".strip") {
                    @Override
                    protected Control createControl(Composite parent) {
                        return maker.apply(parent);
                    }
                });
    }

    /** Calls back with the key of whatever is chosen in another view, where it is of the kind asked for. */
    protected final <K> void onSelection(Class<K> kind, java.util.function.Consumer<K> listener) {
        ISelectionListener heard = (IWorkbenchPart part, ISelection selection) -> {
            if (part == this || !(selection instanceof IStructuredSelection chosen)) return;
            Object first = chosen.getFirstElement();
            if (kind.isInstance(first)) listener.accept(kind.cast(first));
        };
        getSite().getWorkbenchWindow().getSelectionService().addSelectionListener(heard);
        whenDisposed(() -> getSite().getWorkbenchWindow().getSelectionService().removeSelectionListener(heard));
    }

    @Override
    public void dispose() {
        onDispose.forEach(Runnable::run);
        onDispose.clear();
        super.dispose();
    }
}
