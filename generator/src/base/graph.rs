//! Graphs, as the list of targets of each node.

/// Returns the strongly connected component (index) of each node, by Tarjan's algorithm without recursion.
pub fn components(graph: &[Vec<usize>]) -> Vec<usize> {
    const UNSEEN: usize = usize::MAX;
    let mut index = vec![UNSEEN; graph.len()];
    let mut low = vec![0; graph.len()];
    let mut component = vec![UNSEEN; graph.len()];
    let (mut next_index, mut next_component) = (0, 0);
    let mut stack = Vec::new();
    for root in 0..graph.len() {
        let mut work = if index[root] == UNSEEN { vec![(root, 0)] } else { Vec::new() };
        while let Some((node, edge)) = work.pop() {
            if edge == 0 && index[node] == UNSEEN {
                index[node] = next_index;
                low[node] = next_index;
                next_index += 1;
                stack.push(node);
            }
            match graph[node].get(edge) {
                Some(&target) => {
                    work.push((node, edge + 1));
                    if index[target] == UNSEEN {
                        work.push((target, 0));
                    } else if component[target] == UNSEEN {
                        low[node] = low[node].min(index[target]);
                    }
                }
                None => {
                    if low[node] == index[node] {
                        while let Some(member) = stack.pop() {
                            component[member] = next_component;
                            if member == node {
                                break;
                            }
                        }
                        next_component += 1;
                    }
                    if let Some((parent, _)) = work.last() {
                        low[*parent] = low[*parent].min(low[node]);
                    }
                }
            }
        }
    }
    component
}

/// Propagates a property from every node that has it to all nodes from which one can be reached.
pub fn propagate(graph: &[Vec<usize>], mut holds: Vec<bool>) -> Vec<bool> {
    let mut users: Vec<Vec<usize>> = vec![Vec::new(); graph.len()];
    for (user, parts) in graph.iter().enumerate() {
        parts.iter().for_each(|part| users[*part].push(user));
    }
    let mut queue: Vec<usize> = (0..graph.len()).filter(|node| holds[*node]).collect();
    while let Some(node) = queue.pop() {
        for user in &users[node] {
            if !std::mem::replace(&mut holds[*user], true) {
                queue.push(*user);
            }
        }
    }
    holds
}
